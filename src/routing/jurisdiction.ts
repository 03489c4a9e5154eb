import type { Tier, Track } from '../kernel/actor.ts';
import { InvalidInput, type FieldFault } from '../kernel/errors.ts';
import type { Office, ReferenceBook, Rung } from '../reference/index.ts';

/** An office passed over because the case is about it. */
export interface Skipped {
  readonly tier: Tier;
  readonly office: string;
}

/** Who takes a case. */
export interface Holder {
  readonly tier: Tier;
  readonly office: string;
  /** Passed over on the way because of a conflict of interest, lowest first. */
  readonly skipped: readonly Skipped[];
}

/** Where a new case goes. */
export interface Route extends Holder {
  readonly track: Track;
  /** Office of the operator that answers for the programme as a whole. */
  readonly operatorOffice: string;
}

/** What routing looks at of a new case. `on` is the day in Phnom Penh, `YYYY-MM-DD`. */
export interface NewCaseQuestion {
  readonly programme: string;
  readonly category: string;
  /** Place code of 2 to 8 digits. */
  readonly place: string;
  readonly protected: boolean;
  /** Offices complained about, or whose staff are: they never handle it. */
  readonly avoidOffices: readonly string[];
  readonly on: string;
}

/** What routing looks at of a case that stands on a rung. */
export interface HeldCaseQuestion {
  readonly track: Track;
  readonly programme: string;
  readonly operatorOffice: string;
  readonly tier: Tier;
  readonly place: string;
  readonly avoidOffices: readonly string[];
  readonly on: string;
  /** A protected case only ever goes to rungs that take protected cases. */
  readonly protected?: boolean;
}

/**
 * Where a new case starts: the lowest rung with power to fix it, at the office of its place and operator; a protected one
 * at the operator's protection desk. An office that the case is about is passed over. Whatever channel took the complaint,
 * it gets there (no wrong door), and a complaint is never refused for want of an office: when everybody is complained
 * about it goes to the top of the ladder, where the watched queue shows it.
 * Source: DOMAIN 1, routing (DEFAULT).
 * @throws InvalidInput naming `programme`, `category` and `place` when the code is unknown on that day
 */
export function routeNewCase(book: ReferenceBook, of: NewCaseQuestion): Route {
  const programme = book.programme(of.programme, of.on);
  const category = book.category(of.category, of.on);
  const faults: FieldFault[] = [];
  if (!programme) faults.push({ field: 'programme', code: 'unknown_programme' });
  if (!category) faults.push({ field: 'category', code: 'unknown_category' });
  if (!book.place(of.place)) faults.push({ field: 'place', code: 'unknown_place' });
  if (!programme || !category || faults.length > 0) throw new InvalidInput(faults);

  const { track, operator } = programme;
  const isProtected = of.protected || category.isProtected;
  const ladder = book.ladder(track, operator, of.on);
  const start = book.startingTier(of.programme, of.category, of.on, isProtected);
  const from = ladder.findIndex((rung) => rung.code === start);
  const rungs = mayBeReachedByTime(ladder.slice(Math.max(from, 0)), isProtected);
  const where: Where = {
    place: of.place,
    operator,
    programme: of.programme,
    on: of.on,
    avoid: new Set(of.avoidOffices),
  };
  const found =
    (isProtected ? atDesk(book, where, track) : null) ??
    firstFree(book, rungs, where, isProtected) ??
    lastResort(book, ladder, where, track);
  return { ...found, track, operatorOffice: programme.operatorOffice };
}

/**
 * The next rung up that a case may be moved to by time or by an officer, passing over offices that it is about; null when
 * there is none: at the top, or where only the party itself can go on (the regulator).
 */
export function nextHolder(book: ReferenceBook, of: HeldCaseQuestion): Holder | null {
  const { above, where, isProtected } = rungsAbove(book, of);
  return firstFree(book, mayBeReachedByTime(above, isProtected), where, isProtected);
}

/**
 * The body that an appeal goes to: the next rung up; where the party has the right to go to the regulator
 * (`regulatorRight`: not settled, or not settled in time), the regulator at once. Null when nobody stands above.
 */
export function appealBody(
  book: ReferenceBook,
  of: HeldCaseQuestion & { readonly regulatorRight?: boolean },
): Holder | null {
  const { above, where, isProtected } = rungsAbove(book, of);
  const rungs = above.filter((rung) => !isProtected || rung.takesProtected);
  const open = of.regulatorRight ? rungs.filter((rung) => rung.entry === 'party') : rungs;
  return firstFree(book, open.length > 0 ? open : rungs, where, isProtected);
}

/** Whether a body stands above that only the party itself goes to (the regulator), once the rungs below are exhausted. */
export function isBelowRegulator(book: ReferenceBook, of: HeldCaseQuestion): boolean {
  const { above, isProtected } = rungsAbove(book, of);
  return above.some((rung) => rung.entry === 'party' && (!isProtected || rung.takesProtected));
}

/** Whether a case may be transferred to this office: it exists, is in force, sits on the same rung, and is not complained about. */
export function transferFault(
  book: ReferenceBook,
  of: {
    readonly tier: Tier;
    readonly heldOffice: string;
    readonly avoidOffices: readonly string[];
    readonly protected: boolean;
    readonly on: string;
  },
  to: string,
):
  | 'unknown_office'
  | 'transfer_same_office'
  | 'transfer_other_tier'
  | 'transfer_to_accused_office'
  | 'transfer_not_protected'
  | null {
  const office = book.office(to);
  if (!office || !inForce(office, of.on)) return 'unknown_office';
  if (office.code === of.heldOffice) return 'transfer_same_office';
  if (office.tier !== of.tier) return 'transfer_other_tier';
  if (of.avoidOffices.includes(office.code)) return 'transfer_to_accused_office';
  if (of.protected && office.type !== 'protection_desk') return 'transfer_not_protected';
  return null;
}

interface Where {
  readonly place: string;
  readonly operator: string;
  readonly programme: string;
  readonly on: string;
  readonly avoid: ReadonlySet<string>;
}

function rungsAbove(
  book: ReferenceBook,
  of: HeldCaseQuestion,
): { readonly above: readonly Rung[]; readonly where: Where; readonly isProtected: boolean } {
  // A programme that has ended is still answered for by whoever ran it.
  const operator = book.programme(of.programme, of.on)?.operator ?? book.office(of.operatorOffice)?.operator ?? '';
  const ladder = book.ladder(of.track, operator, of.on);
  const here = book.rung(of.tier, of.on);
  const above = here?.isOnLadder ? ladder.filter((rung) => rung.position > here.position) : [];
  const where: Where = {
    place: of.place,
    operator,
    programme: of.programme,
    on: of.on,
    avoid: new Set(of.avoidOffices),
  };
  return { above, where, isProtected: of.protected ?? false };
}

function mayBeReachedByTime(rungs: readonly Rung[], isProtected: boolean): readonly Rung[] {
  return rungs.filter((rung) => rung.entry === 'time_or_party' && (!isProtected || rung.takesProtected));
}

/** The office of the first of these rungs that the case is not about. */
function firstFree(book: ReferenceBook, rungs: readonly Rung[], where: Where, isProtected: boolean): Holder | null {
  const skipped: Skipped[] = [];
  for (const rung of rungs) {
    const office = book.officeFor(rung.code, where, where.on);
    // Where nobody sits on this rung, the book answers with one above: its own turn comes, if the case may go there.
    if (office?.tier !== rung.code) continue;
    for (const candidate of onSameRung(book, office, where, isProtected)) {
      if (!where.avoid.has(candidate.code)) return { tier: rung.code, office: candidate.code, skipped };
      skipped.push({ tier: rung.code, office: candidate.code });
    }
  }
  return null;
}

/** The office itself and, after it, the one that supervises it from the same rung (headquarters over a branch). */
function onSameRung(book: ReferenceBook, office: Office, where: Where, isProtected: boolean): readonly Office[] {
  const above = book.supervisorOffice(office.code, where.operator);
  const isOther =
    above !== null && above.code !== office.code && above.tier === office.tier && inForce(above, where.on);
  return isOther && !isProtected ? [office, above] : [office];
}

function atDesk(book: ReferenceBook, where: Where, track: Track): Holder | null {
  const desk = book.protectionDesk(where.operator, track);
  if (!desk?.tier || !inForce(desk, where.on) || where.avoid.has(desk.code)) return null;
  return { tier: desk.tier, office: desk.code, skipped: [] };
}

/** Everybody in reach is complained about: the operator's protection desk, or else the top of the ladder, watched. */
function lastResort(book: ReferenceBook, ladder: readonly Rung[], where: Where, track: Track): Holder {
  const desk = atDesk(book, where, track);
  if (desk) return desk;
  const top = ladder.filter((rung) => rung.entry === 'time_or_party').at(-1);
  const office = top && book.officeFor(top.code, where, where.on);
  if (!office?.tier) throw new InvalidInput([{ field: 'programme', code: 'no_office' }]);
  return { tier: office.tier, office: office.code, skipped: [] };
}

function inForce(office: Office, on: string): boolean {
  return office.validFrom <= on && (office.validTo === null || on <= office.validTo);
}
