import { demand, staffOf } from '../../access/index.ts';
import type { Work } from '../../platform/work.ts';
import { bookingsBetween, visibleReferences } from '../records/hearing-rows.ts';
import { rosterRows } from '../records/view-reads.ts';

/** A time at which a neutral or a room is taken. */
export interface Hearing {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Case of the session; null: of a dispute that the reader does not see. */
  readonly reference: string | null;
}

export interface HearingCalendar {
  /** Neutrals of the reader's office and whoever else is taken in these days, each with what takes them. */
  readonly neutrals: readonly {
    readonly name: string;
    readonly isYou: boolean;
    readonly hearings: readonly Hearing[];
  }[];
  /** Rooms in which something that the reader sees takes place, each with all that takes it. */
  readonly rooms: readonly { readonly name: string; readonly hearings: readonly Hearing[] }[];
}

/**
 * When neutrals and rooms are taken between two instants. That somebody is taken is told of every dispute, because nobody
 * can be booked twice; which dispute it is only of those that the reader sees. Other offices' rooms are not listed.
 * @throws Forbidden
 */
export async function hearingCalendar(
  work: Work,
  between: { readonly from: Date; readonly to: Date },
): Promise<HearingCalendar> {
  demand(work.actor, 'resolution.conduct');
  const staff = staffOf(work);
  const bookings = await bookingsBetween(work, between.from, between.to);
  const seen = await visibleReferences(
    work,
    bookings.map((each) => each.caseId),
  );
  const hearingsOf = (resource: string): readonly Hearing[] =>
    bookings
      .filter((each) => each.resource === resource)
      .map(({ startsAt, endsAt, caseId }) => ({ startsAt, endsAt, reference: seen.get(caseId)?.reference ?? null }));
  const people = (await rosterRows(work)).filter(
    (row) =>
      (row.active && row.office === staff.office) ||
      bookings.some((each) => each.resource === `person:${row.person_id}` && seen.has(each.caseId)),
  );
  const rooms = [
    ...new Set(
      bookings
        .filter((each) => each.resource.startsWith('room:') && seen.has(each.caseId))
        .map((each) => each.resource),
    ),
  ].sort();
  return {
    neutrals: people.map((row) => ({
      name: row.name,
      isYou: row.person_id === staff.personId,
      hearings: hearingsOf(`person:${row.person_id}`),
    })),
    rooms: rooms.map((resource) => ({ name: resource.slice('room:'.length), hearings: hearingsOf(resource) })),
  };
}
