import { peopleInRole } from '../../access/index.ts';
import type { Work } from '../../platform/work.ts';
import { modes } from '../domain/terms.ts';
import { keepRosterEntry, rosterCandidates } from '../records/neutral-store.ts';

const seated = ['conciliator', 'committee_member', 'operator_supervisor', 'policy_reviewer'] as const;

/** Puts demo people on an empty roster, so that disputes can be tried out. Never in production. @returns how many */
export async function seedDemoRoster(work: Work, input: { readonly production: boolean }): Promise<number> {
  if (input.production || (await rosterCandidates(work)).length > 0) return 0;
  let kept = 0;
  for (const role of seated) {
    for (const person of await peopleInRole(work, role)) {
      await keepRosterEntry(work, {
        personId: person.id,
        office: person.office,
        modes: [...modes],
        competences: ['*'],
        languages: ['km', 'en'],
        place: null,
        absences: [],
        active: true,
      });
      kept += 1;
    }
  }
  return kept;
}
