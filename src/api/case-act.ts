import type { z } from 'zod';

import type { Action } from '../access/index.ts';
import { parseReference } from '../cases/index.ts';
import type { Actor, StaffActor } from '../kernel/actor.ts';
import type { Command } from '../platform/work.ts';
import { operation, type Operation } from './operation.ts';
import type { ApiServices } from './services.ts';

/** The reference in its canonical form; what is none finds no case. */
export function canonical(typed: string): string {
  return parseReference(typed) ?? typed;
}

export type Params = z.ZodObject<z.ZodRawShape>;
export interface Sent<P extends Params, B extends z.ZodType> {
  readonly params: z.output<P>;
  readonly body: z.output<B>;
}
export type Extra<M extends z.ZodRawShape> = {
  readonly [K in keyof M]: M[K] extends z.ZodType ? z.input<M[K]> : never;
};

/** What the acts of one procedure on a case share: disputes, review panels. */
interface Procedure {
  /** After `/cases/{reference}/`. */
  readonly under: string;
  readonly tag: Operation['tag'];
  /** Every act answers this, and more of its own. */
  readonly acted: z.ZodObject<z.ZodRawShape>;
  readonly refusals: Readonly<Record<404 | 409, string>>;
}

export interface ActParts<P extends Params, B extends z.ZodType, M extends z.ZodRawShape, Answer> {
  /** After the path of the procedure. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly action: Action;
  readonly audit: string;
  readonly params: P;
  readonly body: B;
  /** What is answered besides what every act answers. */
  readonly more: M;
  run(sent: Sent<P, B>, services: ApiServices, actor: StaffActor): Promise<Answer & Extra<M>>;
}

/** One act of staff in a procedure on a case. */
export function caseAct<P extends Params, B extends z.ZodType, M extends z.ZodRawShape, Answer>(
  { under, tag, acted, refusals }: Procedure,
  parts: ActParts<P, B, M, Answer>,
): Operation {
  return operation({
    method: 'POST',
    path: `/cases/{reference}/${under}${parts.path}`,
    id: parts.id,
    tag,
    summary: parts.summary,
    ...(parts.description === undefined ? {} : { description: parts.description }),
    permission: { action: parts.action },
    audit: parts.audit,
    request: { params: parts.params, body: parts.body },
    response: { 200: acted.extend(parts.more) },
    refusals,
    async handler({ actor, params, body, services }) {
      const sent = { params, body } as unknown as Sent<P, B>;
      return { status: 200, body: (await parts.run(sent, services, actor as StaffActor)) as never };
    },
  });
}

/** Runs a use case as whoever asks. */
export function as<I, O>(services: ApiServices, actor: Actor, command: Command<I, O>, input: I): Promise<O> {
  return services.perform(actor, command, input);
}

/** Which case, and which version of what is acted on. */
export function targetOf(sent: { readonly params: unknown; readonly body: unknown }) {
  const { reference: typed } = sent.params as { reference: string };
  const { version: expected } = sent.body as { version?: number };
  return { reference: canonical(typed), expectedVersion: expected ?? null };
}
