import { z } from 'zod';

import type { DecisionView, RemedyView } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import { phnomPenhDay, type ReferenceBook } from '../../reference/index.ts';
import { formatInstant, formatInstantOrNull } from '../instants.ts';
import { day, instant } from '../shapes.ts';
import { named, namesIn, textOf, unreadable, whyUnreadable } from './shapes.ts';

export const remedy = z
  .object({
    id: z.string(),
    kind: named,
    amountKhr: z.number().int().nullable(),
    dueOn: day,
    state: z.enum(['ordered', 'fulfilled', 'confirmed', 'disputed', 'lapsed']),
    text: z.string().nullable(),
    evidence: z.string().nullable(),
    unreadable,
    fulfilledAt: instant.nullable(),
    confirmedAt: instant.nullable(),
  })
  .meta({ id: 'CaseRemedy' });

export const decision = z
  .object({
    id: z.string(),
    outcome: named,
    tier: z.string(),
    office: named,
    decidedAt: instant,
    reasons: z.string().nullable(),
    legalBasis: z.string().nullable(),
    evidence: z.string().nullable(),
    unreadable,
    nextBody: named.nullable(),
    appealUntil: instant.nullable(),
    acceptedAt: instant.nullable(),
    remedies: z.array(remedy),
  })
  .meta({ id: 'CaseDecision' });

export function presentRemedy(
  of: RemedyView,
  book: ReferenceBook,
  now: Date,
  language: Language,
): z.output<typeof remedy> {
  return {
    id: of.id,
    kind: namesIn(book, phnomPenhDay(now), language).remedy(of.kind),
    amountKhr: of.amountKhr,
    dueOn: of.dueOn,
    state: of.state,
    text: textOf(of.text),
    evidence: textOf(of.evidence),
    unreadable: whyUnreadable(of.text) ?? whyUnreadable(of.evidence),
    fulfilledAt: formatInstantOrNull(of.fulfilledAt),
    confirmedAt: formatInstantOrNull(of.confirmedAt),
  };
}

export function presentDecision(
  of: DecisionView,
  book: ReferenceBook,
  now: Date,
  language: Language,
): z.output<typeof decision> {
  const names = namesIn(book, phnomPenhDay(now), language);
  const text = textOf(of.text);
  return {
    id: of.id,
    outcome: names.outcome(of.tier, of.outcome),
    tier: of.tier,
    office: names.office(of.office),
    decidedAt: formatInstant(of.decidedAt),
    reasons: text?.reasons ?? null,
    legalBasis: text?.legalBasis ?? null,
    evidence: text?.evidence ?? null,
    unreadable: whyUnreadable(of.text),
    nextBody: of.nextBody === null ? null : names.office(of.nextBody),
    appealUntil: formatInstantOrNull(of.appealUntil),
    acceptedAt: formatInstantOrNull(of.acceptedAt),
    remedies: of.remedies.map((each) => presentRemedy(each, book, now, language)),
  };
}
