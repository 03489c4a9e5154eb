import { demand, staffOf, workingAt } from '../../access/index.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { maySitAsNeutral } from '../domain/neutrals.ts';
import { mayKeepEntry } from '../policy.ts';
import { rosterCandidates, type RosterEntry } from '../records/neutral-store.ts';
import { rosterRows } from '../records/view-reads.ts';

/** Somebody on the roster, with what they have to do. */
export interface Rostered extends RosterEntry {
  readonly name: string;
  /** Disputes that they sit in now. */
  readonly load: number;
  /** Whether the reader may change the entry. */
  readonly isYours: boolean;
}

/** The roster of neutrals, by name. @throws Forbidden */
export async function roster(work: Work): Promise<readonly Rostered[]> {
  demand(work.actor, 'resolution.conduct');
  const by = staffOf(work);
  const candidates = new Map((await rosterCandidates(work)).map((each) => [each.personId, each]));
  return (await rosterRows(work)).map((row) => {
    const known = candidates.get(row.person_id);
    return {
      personId: row.person_id,
      name: row.name,
      office: row.office,
      modes: known?.modes ?? [],
      competences: row.competences,
      languages: row.languages,
      place: row.place,
      absences: known?.absences ?? [],
      active: row.active,
      load: known?.load ?? 0,
      isYours: mayKeepEntry(by, row.office),
    };
  });
}

/** Somebody who could be put on the roster. */
export interface Unrostered {
  readonly personId: string;
  readonly name: string;
  readonly office: string;
}

/** People of the reader's own office who may sit and are not on the roster. @throws Forbidden */
export async function notOnRoster(work: Work): Promise<readonly Unrostered[]> {
  demand(work.actor, 'resolution.manage');
  const known = new Set((await rosterRows(work)).map((row) => row.person_id));
  return (await workingAt(work, staffOf(work).office))
    .filter((person) => maySitAsNeutral(person.role) && !known.has(person.id))
    .map(({ id, name, office }) => ({ personId: id, name, office }));
}

/**
 * The entry of somebody that the reader may change, or what a new one would begin with.
 * @throws Forbidden; NotFound `not_found.neutral` for whoever the reader could not put there either
 */
export async function rosterEntry(work: Work, personId: string): Promise<Rostered & { readonly isNew: boolean }> {
  demand(work.actor, 'resolution.manage');
  const entry = (await roster(work)).find((each) => each.personId === personId);
  if (entry?.isYours) return { ...entry, isNew: false };
  const person = entry ? undefined : (await notOnRoster(work)).find((each) => each.personId === personId);
  if (!person) throw new NotFound('not_found.neutral');
  const blank = { modes: [], competences: [], languages: [], place: null, absences: [], active: true, load: 0 };
  return { ...person, ...blank, isYours: true, isNew: true };
}
