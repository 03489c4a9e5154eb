import { z } from 'zod';

import type { Bilingual, Language } from '../kernel/language.ts';
import type { ReferenceBook } from '../reference/index.ts';
import { phnomPenhDay } from '../reference/index.ts';
import { formatInstant } from './instants.ts';

/** Shapes that several operations share. */
export const bilingual = z.object({ km: z.string(), en: z.string() }).meta({ id: 'Bilingual' });
export const instant = z.iso.datetime({ offset: true }).describe('RFC 3339, +07:00');
export const day = z.iso.date().describe('YYYY-MM-DD');
export const track = z.enum(['social_assistance', 'social_security']);
export const force = z
  .enum(['law', 'policy', 'default', 'open'])
  .describe(
    'law: an instrument fixes it; policy: the policy framework says it; default: configurable; open: nobody has found the text',
  );

export const reference = z
  .string()
  .max(40)
  .describe('SA-26-0000123-4, in Latin or Khmer digits, with or without dashes');
export const receipt = z.string().max(60).describe('The sixteen digits given when the complaint was filed');

export const holder = z
  .object({ office: z.string(), name: z.string(), tier: z.string() })
  .meta({ id: 'Holder', description: 'Who holds the case now' });

export const deadline = z
  .object({
    kind: z.string().describe('acknowledge, decide, settle, safe_contact, ...'),
    dueAt: instant,
    rule: z.string().describe('Id of the rule it comes from'),
    force,
    why: z.string().describe('Why this date, in words'),
    state: z.enum(['running', 'paused', 'met', 'breached', 'expired']),
  })
  .meta({ id: 'Deadline' });

/** A list: `limit` at most 200, a cursor that says nothing. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(200).optional().describe('At most 200; default 100'),
  cursor: z.string().max(400).optional().describe('nextCursor of the page before'),
};

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** An office as it is named to people. */
export function holderOf(book: ReferenceBook, office: string, tier: string, language: Language) {
  return { office, name: book.office(office)?.name[language] ?? office, tier };
}

export function deadlineOf(
  of: {
    readonly kind: string;
    readonly dueAt: Date;
    readonly rule: string;
    readonly force: 'law' | 'policy' | 'default' | 'open';
    readonly why: Bilingual;
    readonly state?: string;
  },
  language: Language,
) {
  const state = (of.state ?? 'running') as z.output<typeof deadline>['state'];
  return {
    kind: of.kind,
    dueAt: formatInstant(of.dueAt),
    rule: of.rule,
    force: of.force,
    why: of.why[language],
    state,
  };
}

/** Today in Phnom Penh. */
export function today(now: Date): string {
  return phnomPenhDay(now);
}
