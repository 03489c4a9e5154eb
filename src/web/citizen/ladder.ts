import { arrivalsOf, type Arrival } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import type { TrackedCase } from './services.ts';

interface WaySoFar {
  readonly arrivals: readonly Arrival[];
  /** An office was passed over because the complaint concerns it. */
  readonly hasSkipped: boolean;
}

/** Where a case has been, and whether an office was passed over because the complaint concerns it. */
export async function wayOf(
  work: Work,
  caseId: string,
  timeline: readonly { readonly kind: string }[],
): Promise<WaySoFar> {
  const arrivals = await arrivalsOf(work, caseId);
  return { arrivals, hasSkipped: timeline.some(({ kind }) => kind === 'case.skipped') };
}

/** The rungs that a complaint climbs, and where it is. */
export function ladderOf(
  book: ReferenceBook,
  file: {
    readonly track: 'social_assistance' | 'social_security';
    readonly programme: string;
    readonly category: string;
    readonly tier: string;
  },
  { arrivals, hasSkipped }: WaySoFar,
  language: Language,
  /** Today. */
  on: string,
): TrackedCase['ladder'] {
  const operator = book.programme(file.programme, on)?.operator ?? '';
  const rungs = book.ladder(file.track, operator, on);
  const here = rungs.findIndex((rung) => rung.code === file.tier);
  const beginning = rungs.findIndex((rung) => rung.code === book.startingTier(file.programme, file.category, on));
  return rungs.map((rung, position) => {
    const arrival = arrivals.findLast((each) => each.tier === rung.code);
    const left = hasSkipped && position >= beginning ? 'skipped' : 'unneeded';
    const passed = arrival ? 'done' : left;
    return {
      tier: rung.code,
      name: rung.body[language],
      state: position === here ? 'current' : position > here ? 'ahead' : passed,
      at: arrival?.at ?? null,
    };
  });
}
