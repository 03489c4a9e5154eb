import { z } from 'zod';

import type { CaseView } from '../../cases/index.ts';
import { handling } from '../../escalation/index.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { phnomPenhDay, type ReferenceBook } from '../../reference/index.ts';
import { deadlinesOf, type CaseDeadline } from '../../sla/index.ts';
import { formatInstant, formatInstantOrNull } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import { day, deadline, deadlineOf, holder, holderOf, instant, track } from '../shapes.ts';
import { decision, presentDecision } from './decision-shapes.ts';
import { canonical, caseAction, caseParams, named, namesIn, status, textOf, whyUnreadable } from './shapes.ts';

const record = z
  .object({
    reference: z.string(),
    track,
    programme: named,
    category: named,
    severity: z.enum(['S1', 'S2', 'S3', 'S4']),
    place: named,
    language: z.enum(['km', 'en']),
    channel: z.string(),
    identity: z.enum(['named', 'confidential', 'anonymous']),
    protected: z.boolean(),
    lifeThreatening: z.boolean(),
    occurredOn: day.nullable(),
    status,
    outcome: named.nullable(),
    heldBy: holder,
    assignee: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    intakeOffice: named.nullable(),
    transfers: z.number().int(),
    claimBarred: z.boolean().describe('The time bar of the claim may have passed: a legal officer looks at it'),
    watchedReason: z.string().nullable(),
    filedAt: instant,
    arrivedAt: instant.describe('When it came to the office that holds it'),
    decidedAt: instant.nullable(),
    closedAt: instant.nullable(),
    dueAt: instant.nullable(),
    overdue: z.boolean(),
    narrative: z.string().nullable(),
    remedySought: z.string().nullable(),
    unreadable: z
      .array(z.object({ field: z.string(), reason: z.enum(['undecryptable', 'withheld']) }))
      .describe('Texts that are there and cannot be shown'),
    deadlines: z.array(deadline),
    decisions: z.array(decision).describe('The last one first'),
    links: z.array(
      z.object({ reference: z.string(), kind: z.enum(['duplicate', 'related', 'appeal_of', 'appealed_by']) }),
    ),
    permittedActions: z.array(caseAction),
    emergencyAccessUntil: instant.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Case' });

interface Read {
  readonly view: CaseView;
  readonly deadlines: readonly CaseDeadline[];
}

async function readRecord(work: Work, reference: string): Promise<Read> {
  const view = await handling.view(work, reference);
  return { view, deadlines: await deadlinesOf(work, view.file.id) };
}

/** One case, whole. */
export const caseRecordOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/cases/{reference}',
    id: 'readCase',
    tag: 'Cases',
    summary: 'The record of a case, as you may see it',
    permission: { action: 'case.read' },
    audit: 'case.read',
    request: { params: caseParams },
    response: { 200: record },
    refusals: { 404: 'No such case, or none that you may know of' },
    async handler({ actor, params, services, language, now }) {
      const read = await services.perform(actor, readRecord, canonical(params.reference));
      return { status: 200, body: present(read, await services.book(), now, language) };
    },
  }),
];

function present(
  { view, deadlines }: Read,
  book: ReferenceBook,
  now: Date,
  language: Language,
): z.output<typeof record> {
  const { file } = view;
  const names = namesIn(book, phnomPenhDay(now), language);
  const texts = { narrative: view.narrative, remedySought: view.remedySought };
  return {
    reference: file.reference,
    track: file.track,
    programme: names.programme(file.programme),
    category: names.category(file.category),
    severity: file.severity,
    place: names.place(file.place),
    language: file.language,
    channel: file.channel,
    identity: file.identity,
    protected: file.protected,
    lifeThreatening: file.lifeThreatening,
    occurredOn: file.occurredOn ?? null,
    status: file.status,
    outcome: file.outcome ? names.outcome(file.tier, file.outcome) : null,
    heldBy: holderOf(book, file.heldOffice, file.tier, language),
    assignee: view.assignee,
    intakeOffice: file.intakeOffice ? names.office(file.intakeOffice) : null,
    transfers: file.transfers,
    claimBarred: file.claimBarred,
    watchedReason: file.watchedReason ?? null,
    filedAt: formatInstant(file.filedAt),
    arrivedAt: formatInstant(file.arrivedAt),
    decidedAt: formatInstantOrNull(file.decidedAt),
    closedAt: formatInstantOrNull(file.closedAt),
    dueAt: formatInstantOrNull(file.dueAt),
    overdue: view.isOverdue,
    narrative: textOf(view.narrative),
    remedySought: textOf(view.remedySought),
    unreadable: Object.entries(texts).flatMap(([field, of]) => {
      const reason = whyUnreadable(of);
      return reason ? [{ field, reason }] : [];
    }),
    deadlines: deadlines.map((each) => deadlineOf(each, language)),
    decisions: view.decisions.map((each) => presentDecision(each, book, now, language)),
    links: view.links.map(({ reference, kind }) => ({ reference, kind })),
    permittedActions: [...view.permittedActions],
    emergencyAccessUntil: formatInstantOrNull(view.glassBrokenUntil),
    version: file.rowVersion,
  };
}
