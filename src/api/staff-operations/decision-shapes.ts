import { z } from 'zod';

import type { DecisionView, OrderedRemedy, RemedyView } from '../../cases/index.ts';
import { maybeDay, maybeText } from '../../intake/index.ts';
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

/** A remedy as the decider orders it. */
export const remedyOrdered = z
  .strictObject({
    kind: z.string().trim().max(40).describe('Code of the remedy'),
    amountKhr: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullish().describe('Whole riel'),
    dueOn: maybeDay,
    text: maybeText(2_000, 'many', 'What exactly is to be done'),
  })
  .superRefine((of, context) => {
    if (of.dueOn === null) context.addIssue({ code: 'custom', path: ['dueOn'], params: { fault: 'required' } });
  });

/** What was ordered, as the use case takes it; a day that was left out is named among its faults. */
export function remediesGiven(of: readonly z.output<typeof remedyOrdered>[] | undefined): OrderedRemedy[] {
  return (of ?? []).map(({ kind, amountKhr, dueOn, text }) => ({
    kind,
    amountKhr: amountKhr ?? null,
    dueOn: dueOn ?? '',
    text,
  }));
}
