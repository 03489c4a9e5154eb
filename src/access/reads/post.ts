import type { Role, Tier, Track } from '../../kernel/actor.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay, type Office, type ReferenceBook } from '../../reference/index.ts';
import { sitsOnRung } from '../domain/posts.ts';

/** What a post in an office brings with it. */
export interface Post {
  /** The rung on which the person works; null for those who work on none (analyst, auditor, administrator, hotline …). */
  readonly tier: Tier | null;
  readonly track: Track | null;
  /** The operator the office belongs to, whatever the role. */
  readonly operator: string | null;
}

/** What this role in this office brings with it, on the day of the work. */
export async function postOf(work: Work, role: Role, office: string): Promise<Post> {
  return postIn(await currentBook(work), role, office, phnomPenhDay(work.now));
}

/** The same from a book at hand. `on` is a day, `YYYY-MM-DD`. */
export function postIn(book: ReferenceBook, role: Role, office: string, on: string): Post {
  const known = book.office(office);
  const tier = known && sitsOnRung(role) ? known.tier : null;
  return {
    tier,
    track: tier === null ? null : (book.rung(tier, on)?.track ?? null),
    operator: known?.operator ?? null,
  };
}

/** The office of a code, in force or not; null when there is none. */
export async function findOffice(work: Work, code: string): Promise<Office | null> {
  return (await currentBook(work)).office(code);
}
