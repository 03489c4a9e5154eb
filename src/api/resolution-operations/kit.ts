import { z } from 'zod';

import { maybeText, neededText, toE164 } from '../../intake/index.ts';
import type { ComplainantActor } from '../../kernel/actor.ts';
import { consentWays, stages, type DisputeAnswer } from '../../resolution/index.ts';
import { caseAct, type ActParts, type Extra, type Params, type Sent } from '../case-act.ts';
import { operation, type Operation } from '../operation.ts';
import type { ApiServices } from '../services.ts';
import { receipt, reference } from '../shapes.ts';

export { as, canonical, targetOf } from '../case-act.ts';

/** Shapes and the one form of all acts in a dispute. */
export const longText = 20_000;
export const caseParams = z.object({ reference });
export const id = z.string().max(60);
export const version = z
  .number()
  .int()
  .min(1)
  .optional()
  .describe('Version of the dispute file that this rests on: another one now is a conflict');
export const stage = z.enum(stages);
export const needed = (description: string, most = longText) => neededText(most, 'many', description);
export const maybe = (description: string, most = longText) => maybeText(most, 'many', description);
export const way = z.enum(consentWays).nullish().describe('How the party said so; default: in person');
export const representative = id.nullish().describe('Who speaks for the party, with a mandate in force');
export const instantIn = z.iso
  .datetime({ offset: true })
  .describe('RFC 3339 with offset')
  .transform((text) => new Date(text));
export const receivedAt = instantIn
  .nullish()
  .describe('When it arrived, if before now; the statutory clock counts from then');
export const day = z.iso.date().describe('YYYY-MM-DD, in Phnom Penh');
export const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('Of the words as they were read: others now are refused');

export const phone = z
  .string()
  .max(40)
  .nullish()
  .describe('Telephone number')
  .transform((typed, context) => {
    if (!typed?.trim()) return null;
    const number = toE164(typed);
    if (number === null) context.addIssue({ code: 'custom', params: { fault: 'phone_invalid' } });
    return number;
  });

export const acted = z
  .object({
    reference: z.string(),
    stage,
    version: z.number().int().describe('Version of the dispute file afterwards'),
  })
  .meta({ id: 'DisputeActed' });

const disputes = {
  under: 'dispute',
  tag: 'Disputes',
  acted,
  refusals: {
    404: 'No such case or dispute, or none that you may know of',
    409: 'The stage of the dispute or a rule of the procedure forbids it (rule.<name>), or it has changed',
  },
} as const;

/** One act of staff in a dispute. */
export function act<P extends Params, B extends z.ZodType, M extends z.ZodRawShape>(
  parts: ActParts<P, B, M, DisputeAnswer>,
): Operation {
  return caseAct(disputes, parts);
}

interface OwnParts<P extends Params, B extends z.ZodRawShape, M extends z.ZodRawShape> {
  /** After `/complaints/{reference}/dispute`. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly audit: string;
  readonly params: P;
  readonly body: B;
  readonly more: M;
  run(sent: Sent<P, z.ZodObject<B>>, services: ApiServices, actor: ComplainantActor): Promise<DisputeAnswer & Extra<M>>;
}

/** The same act by the complainant, who is a party of the dispute, with reference and receipt. */
export function own<P extends Params, B extends z.ZodRawShape, M extends z.ZodRawShape>(
  parts: OwnParts<P, B, M>,
): Operation {
  return operation({
    method: 'POST',
    path: `/complaints/{reference}/dispute${parts.path}`,
    id: parts.id,
    tag: disputes.tag,
    summary: parts.summary,
    ...(parts.description === undefined ? {} : { description: parts.description }),
    permission: 'receipt',
    audit: parts.audit,
    limit: 'lookup',
    request: { params: parts.params, body: z.strictObject({ receipt, ...parts.body }) },
    response: { 200: acted.extend(parts.more) },
    refusals: disputes.refusals,
    async handler({ actor, params, body, services }) {
      const sent = { params, body } as unknown as Sent<P, z.ZodObject<B>>;
      return { status: 200, body: (await parts.run(sent, services, actor as ComplainantActor)) as never };
    },
  });
}

/** A parameter of the path besides the reference. */
export function param(sent: { readonly params: unknown }, name: string): string {
  return String((sent.params as Record<string, unknown>)[name]);
}

export const withId = (name: string) => z.object({ reference, [name]: id });
