import { z } from 'zod';

import type { Language } from '../../kernel/language.ts';
import { fileOnce, filingBody, notedFilingBody, type FilingAnswer } from '../../intake/index.ts';
import { formatInstant } from '../instants.ts';
import { operation, readByUseCase, type Operation } from '../operation.ts';
import { deadline, deadlineOf, holder, instant, track } from '../shapes.ts';

const visible = /^[\x21-\x7e]{8,200}$/;
const keyHeader = {
  'idempotency-key': z
    .string()
    .refine((key) => visible.test(key), { params: { fault: 'key_invalid' } })
    .describe('8 to 200 visible characters, new for each complaint: sending the same again with it files once'),
};
const maybeKeyHeader = z.object({ 'idempotency-key': keyHeader['idempotency-key'].optional() });

const filed = z
  .object({
    reference: z.string(),
    receipt: z.string().describe('Told here and never again: with the reference it is the key to the case'),
    track,
    status: z.literal('filed'),
    heldBy: holder,
    filedAt: instant,
    deadlines: z.array(deadline),
    warnings: z
      .array(z.object({ code: z.string(), message: z.string() }))
      .describe('What the complainant should know; nothing was refused for it'),
  })
  .meta({ id: 'Filed', description: 'The complaint is kept' });

function present(answer: FilingAnswer, language: Language): z.output<typeof filed> {
  return {
    reference: answer.reference,
    receipt: answer.receipt,
    track: answer.track,
    status: answer.status,
    heldBy: { ...answer.heldBy, name: answer.heldBy.name[language] },
    filedAt: formatInstant(answer.filedAt),
    deadlines: answer.deadlines.map((each) => deadlineOf(each, language)),
    warnings: answer.warnings.map(({ code, text }) => ({ code, message: text[language] })),
  };
}

/** Taking complaints in: from complainants, and by staff for them. */
export const filingOperations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/complaints',
    id: 'fileComplaint',
    tag: 'Complaints',
    summary: 'File a complaint',
    description:
      'Needed: programme, category, place, narrative, identity, and complainant.name unless anonymous. Whatever is wrong is named all at once.',
    permission: 'public',
    audit: 'case.filed',
    limit: 'filing',
    request: { headers: maybeKeyHeader, body: readByUseCase(filingBody) },
    response: { 201: filed },
    refusals: { 409: 'The Idempotency-Key was used with another body' },
    async handler({ body, headers, services, now, language, languageNamed }) {
      const answer = await fileOnce(services.perform, {
        body,
        channel: 'web',
        book: await services.book(),
        now,
        idempotencyKey: headers['idempotency-key'] ?? null,
        staff: null,
      });
      return { status: 201, body: present(answer, languageNamed ? language : answer.language) };
    },
  }),
  operation({
    method: 'POST',
    path: '/cases',
    id: 'noteComplaint',
    tag: 'Cases',
    summary: 'Note down a complaint for somebody',
    description:
      'As filing, with the channel by which it came. Any office takes a complaint of either track; it goes where it belongs.',
    permission: { action: 'case.intake' },
    audit: 'case.filed',
    request: { headers: maybeKeyHeader, body: readByUseCase(notedFilingBody) },
    response: { 201: filed },
    refusals: { 409: 'The Idempotency-Key was used with another body' },
    async handler({ actor, body, headers, services, now, language }) {
      const answer = await fileOnce(services.perform, {
        body,
        channel: 'stated',
        book: await services.book(),
        now,
        idempotencyKey: headers['idempotency-key'] ?? null,
        staff: actor,
      });
      return { status: 201, body: present(answer, language) };
    },
  }),
];
