import type { Bilingual, Language } from '../../kernel/language.ts';
import type { Track } from '../../kernel/actor.ts';

/** Ways by which a complaint reaches us. `web` is for complainants themselves; the others are noted by staff. */
export const channels = ['web', 'hotline', 'counter', 'letter', 'email', 'outreach', 'partner'] as const;
export type Channel = (typeof channels)[number];
export const staffChannels = channels.filter((channel) => channel !== 'web');

/** Characters of a narrative (contract). */
export const longestNarrative = 10_000;

/** Something the complainant should know; nothing is ever refused for it. */
export interface FilingWarning {
  /** `claim_may_be_barred` or `outside_complaint_window`. */
  readonly code: string;
  readonly text: Bilingual;
}

/** One deadline that begins with the filing. */
export interface FiledDeadline {
  readonly kind: string;
  readonly dueAt: Date;
  readonly rule: string;
  readonly force: 'law' | 'policy' | 'default' | 'open';
  readonly why: Bilingual;
}

/** What the complainant is told once the complaint is kept. The receipt is told here and never again. */
export interface FilingAnswer {
  readonly reference: string;
  /** `4821-9934-1205-7716`. */
  readonly receipt: string;
  readonly track: Track;
  readonly status: 'filed';
  readonly heldBy: { readonly office: string; readonly name: Bilingual; readonly tier: string };
  readonly filedAt: Date;
  readonly deadlines: readonly FiledDeadline[];
  readonly warnings: readonly FilingWarning[];
  /** The language of the complaint: what is said to the complainant is said in it. */
  readonly language: Language;
}
