/**
 * Everything that figures are counted from, column by column, as it stood at one moment: what is asked of a period - which
 * nobody can count beforehand - is then answered in milliseconds. Codes are numbers of `words`; instants are seconds since
 * 1970, `never` where there is none.
 */
export interface Columns {
  /** When it was taken, in seconds. */
  readonly takenAt: number;
  readonly words: readonly string[];
  readonly cases: Table<(typeof caseColumns)[number]>;
  readonly moves: Table<(typeof moveColumns)[number]>;
  readonly reopenings: Table<(typeof reopeningColumns)[number]>;
  readonly clocks: Table<(typeof clockColumns)[number]>;
  readonly remedies: Table<(typeof remedyColumns)[number]>;
  readonly ratings: Table<(typeof ratingColumns)[number]>;
  readonly agreements: Table<(typeof agreementColumns)[number]>;
  readonly referrals: Table<(typeof referralColumns)[number]>;
}

export interface Table<Name extends string> {
  readonly rows: number;
  readonly of: Readonly<Record<Name, Int32Array>>;
}

export const never = 2_147_483_647;

/** Where a case is about, from the widest to the closest. */
export const placeLevels = ['province', 'district', 'commune'] as const;

/** The columns of a case that are codes. */
export const caseWords = [
  'track',
  'operator',
  'office',
  'programme',
  'category',
  ...placeLevels,
  'channel',
  'tier',
  'severity',
  'sex',
  'age',
  'disability',
] as const;

/** `bits`: see `caseBits`. Days are those that a decided case took; -1 while it is not decided. */
export const caseColumns = [
  ...caseWords,
  'bits',
  'filedAt',
  'decidedAt',
  'closedAt',
  'answeredAt',
  'dueAt',
  'workingDays',
  'calendarDays',
] as const;

/** What is true of a case whatever the period. */
export const caseBits = [
  'guarded',
  'isAppeal',
  'female',
  'sexKnown',
  'disabled',
  'disabilityKnown',
  'anonymous',
  'assisted',
  'onMerits',
  'upheld',
  'judged',
  'appealed',
  'settled',
  'settlementTried',
  'undecided',
  'unassigned',
] as const;

/** `case` is the number of the row among the cases. `how`: number in `moveKinds`. */
export const moveColumns = ['case', 'how', 'at'] as const;
export const moveKinds = ['party', 'time', 'skip', 'officer'] as const;
export const reopeningColumns = ['case', 'at'] as const;
export const clockColumns = ['case', 'tier', 'bits', 'dueAt', 'metAt'] as const;
/** `counts`: in the figures of deadlines; `governs`: the deadline by which the case is overdue; `missed`: a breach on record. */
export const clockBits = [
  'acknowledge',
  'decide',
  'conciliate',
  'safeContact',
  'inTime',
  'counts',
  'governs',
  'missed',
  'looked',
] as const;
/** `amount` in thousands of riel and the rest, because a benefit in arrears can be more than a number here holds. */
export const remedyColumns = ['case', 'bits', 'dueAt', 'fulfilledAt', 'createdAt', 'thousands', 'rest'] as const;
export const remedyBits = ['done', 'inTime', 'hasAmount', 'systemic'] as const;
export const ratingColumns = ['case', 'at', 'satisfied'] as const;
/** Agreements under which something is owed: when the last of it was due, and whether all of it was done by then. */
export const agreementColumns = ['case', 'dueAt', 'kept'] as const;
/** To a court. */
export const referralColumns = ['case', 'at'] as const;

/** The shape of it all: tables and their columns in order. */
export const layout = {
  cases: caseColumns,
  moves: moveColumns,
  reopenings: reopeningColumns,
  clocks: clockColumns,
  remedies: remedyColumns,
  ratings: ratingColumns,
  agreements: agreementColumns,
  referrals: referralColumns,
} as const;

/** The value of a bit by its name. */
export function bitOf<Name extends string>(names: readonly Name[], name: Name): number {
  const at = names.indexOf(name);
  if (at < 0) throw new RangeError(`no such bit: ${name}`);
  return 2 ** at;
}

/** The bits that two lists of names have in common: those of the first as those of the second. */
export class Translation {
  readonly #pairs: readonly (readonly [from: number, to: number])[];
  readonly #known: Int32Array;

  constructor(from: readonly string[], to: readonly string[]) {
    this.#pairs = from.flatMap((name) => (to.includes(name) ? [[bitOf(from, name), bitOf(to, name)] as const] : []));
    this.#known = new Int32Array(2 ** from.length).fill(-1);
  }

  of(bits: number): number {
    const known = this.#known[bits] ?? -1;
    if (known >= 0) return known;
    const found = this.#pairs.reduce((sum, [from, to]) => ((bits & from) === 0 ? sum : sum | to), 0);
    this.#known[bits] = found;
    return found;
  }
}
