import type { Tier, Track } from '../../kernel/actor.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { ClockKind, Period, Severity, SlaAbsence, SlaRule } from '../domain/types.ts';
import { severityCodes } from '../domain/types.ts';
import {
  byDefault,
  decision017,
  decision017From,
  notFoundYet,
  ourChoice,
  ourChoiceLikeSsr,
  ruled,
  shippedFrom,
} from './instruments.ts';

/** Working days (a number), clock hours (`24h`), or null: this severity has no such cell. In the order S1, S2, S3, S4. */
type Cell = number | `${number}h` | null;
type Cells = readonly [s1: Cell, s2: Cell, s3: Cell, s4: Cell];

type Row = Pick<SlaRule, 'clock' | 'track' | 'onBreach' | 'startsFrom'> &
  Partial<Pick<SlaRule, 'tier' | 'bound' | 'force' | 'instrument' | 'pausable' | 'warnAt' | 'validFrom'>> & {
    /** First parts of the rule ids: `SA1.DECIDE`. */
    readonly id: string;
    readonly cells: Cells;
    /** What a breach does where it differs by severity. */
    readonly breachBy?: Partial<Record<Severity, SlaRule['onBreach']>>;
  };

const warnings = [0.5, 0.8];

/** Days before a case moves up after a missed deadline. DEFAULT. */
const graceWorkingDays = 5;

function period(cell: number | `${number}h`): Period {
  return typeof cell === 'number'
    ? { amount: cell, unit: 'working_days' }
    : { amount: Number.parseInt(cell, 10), unit: 'clock_hours' };
}

function rulesOf(row: Row): SlaRule[] {
  return severityCodes.flatMap((severity, column) => {
    const cell = row.cells[column] ?? null;
    if (cell === null) return [];
    const onBreach = row.breachBy?.[severity] ?? row.onBreach;
    return {
      id: `${row.id}.${severity}`,
      version: 1,
      clock: row.clock,
      tier: row.tier ?? null,
      track: row.track,
      severity,
      period: period(cell),
      bound: row.bound ?? 'at_most',
      force: row.force ?? 'default',
      instrument: row.instrument ?? ourChoice,
      pausable: row.pausable ?? false,
      startsFrom: row.startsFrom,
      onBreach,
      escalateAfterWorkingDays: onBreach === 'escalate' ? graceWorkingDays : null,
      warnAt: row.warnAt ?? warnings,
      validFrom: row.validFrom ?? shippedFrom,
      validTo: null,
    };
  });
}

const assistance: Track = 'social_assistance';
const security: Track = 'social_security';
const all = (amount: number): Cells => [amount, amount, amount, amount];
const statutory = { force: 'law', instrument: decision017, validFrom: decision017From, pausable: false } as const;

/** A case of the highest severity climbs by nobody's clock: its desk is watched instead. The same where no rung above takes it. */
const watchCritical = { S1: 'watch' } as const;
const watchCriticalAndInformation = { S1: 'watch', S4: 'watch' } as const;

function decide(tier: Tier, track: Track, cells: Cells, breachBy: Row['breachBy'] = {}): Row {
  return {
    id: `${tier}.DECIDE`,
    clock: 'decide',
    tier,
    track,
    cells,
    startsFrom: 'arrival',
    onBreach: 'escalate',
    breachBy,
    pausable: true,
  };
}

/** A step of the regulator's procedure, counted from the event before it. */
function step(id: string, clock: ClockKind, amount: number, more: Partial<Row> = {}): Row {
  return {
    id: `SS2.${id}`,
    clock,
    tier: 'SS2',
    track: security,
    cells: all(amount),
    startsFrom: 'event',
    onBreach: 'watch',
    ...more,
  };
}

const table: readonly Row[] = [
  // Acknowledging is owed to the complainant once, whatever the tier; missing it warns, it does not move the case.
  {
    id: 'SA.ACK',
    clock: 'acknowledge',
    track: assistance,
    cells: ['24h', 2, 3, 5],
    startsFrom: 'filing',
    onBreach: 'watch',
  },
  {
    id: 'SS.ACK',
    clock: 'acknowledge',
    track: security,
    cells: ['24h', 2, 3, 5],
    startsFrom: 'filing',
    onBreach: 'watch',
  },

  decide('SA1', assistance, [null, 5, 10, 5]),
  decide('SA2', assistance, [null, 7, 10, 5]),
  decide('SA3', assistance, [null, 10, 15, 10]),
  decide('SA4', assistance, [30, 10, 15, 10], watchCriticalAndInformation),
  { ...decide('SA5', assistance, [null, 15, 20, null]), onBreach: 'watch' },
  {
    id: 'SA4.CONTACT',
    clock: 'safe_contact',
    tier: 'SA4',
    track: assistance,
    cells: ['24h', null, null, null],
    startsFrom: 'filing',
    onBreach: 'watch',
  },

  // Within the operator (SS1A to SS1B) a missed deadline moves the case; to the regulator only the party does.
  decide('SS1A', security, [30, 7, 10, 5], watchCriticalAndInformation),
  {
    id: 'SS1A.CONTACT',
    clock: 'safe_contact',
    tier: 'SS1A',
    track: security,
    cells: ['24h', null, null, null],
    startsFrom: 'filing',
    onBreach: 'watch',
  },
  {
    id: 'SS1B.SETTLE',
    clock: 'settle',
    tier: 'SS1B',
    track: security,
    cells: [30, 20, 30, null],
    startsFrom: 'filing',
    onBreach: 'notice',
    breachBy: watchCritical,
    instrument: ourChoiceLikeSsr,
    pausable: true,
  },
  {
    id: 'SS1B.CONTACT',
    clock: 'safe_contact',
    tier: 'SS1B',
    track: security,
    cells: ['24h', null, null, null],
    startsFrom: 'filing',
    onBreach: 'watch',
  },

  // Decision 017: thirty working days to file after non-settlement, thirty to conciliate a complete complaint.
  {
    id: 'SS.FILE',
    clock: 'file_with_regulator',
    track: security,
    cells: all(30),
    startsFrom: 'event',
    onBreach: 'expire',
    ...statutory,
  },
  {
    id: 'SS2.CONCILIATE',
    clock: 'conciliate',
    tier: 'SS2',
    track: security,
    cells: all(30),
    startsFrom: 'complete',
    onBreach: 'watch',
    ...statutory,
  },
  step('COMPLETENESS', 'completeness', 5, { startsFrom: 'arrival' }),
  step('APPOINT', 'appoint', 5),
  step('DECLARE', 'declare_conflict', 2),
  step('CHALLENGE', 'challenge', 3, { onBreach: 'expire' }),
  step('INVITATION', 'invitation', 5, { bound: 'at_least', warnAt: [] }),
  step('MINUTES', 'minutes', 3),
  step('OUTCOME', 'outcome_notice', 3),

  // Rights and limits of the complainant. A late appeal is accepted with a reason.
  {
    id: 'SA.APPEAL',
    clock: 'appeal_window',
    track: assistance,
    cells: all(30),
    startsFrom: 'event',
    onBreach: 'expire',
  },
  ...(
    [
      ['SA', assistance],
      ['SS', security],
    ] as const
  ).flatMap(([prefix, track]): Row[] => [
    {
      id: `${prefix}.PAUSE`,
      clock: 'pause',
      track,
      cells: all(10),
      startsFrom: 'event',
      onBreach: 'expire',
      warnAt: [],
    },
    {
      id: `${prefix}.REOPEN`,
      clock: 'reopen',
      track,
      cells: all(30),
      startsFrom: 'event',
      onBreach: 'expire',
      warnAt: [],
    },
  ]),
];

/** Every cell of the deadline table as one dated rule. */
export const slaRules: readonly SlaRule[] = table.flatMap(rulesOf);

function absence(
  clock: ClockKind,
  tier: Tier,
  severity: Severity,
  reason: SlaAbsence['reason'],
  explanation: Bilingual,
  base = byDefault,
): SlaAbsence {
  return { code: `${tier}.${clock}.${severity}`, clock, tier, severity, reason, explanation, ...base };
}

const notHere: Bilingual = {
  km: 'ករណីកម្រិតនេះមិនត្រូវបានចាត់ការនៅថ្នាក់នេះទេ',
  en: 'Cases of this severity are not handled at this tier',
};
const atDesk: Bilingual = {
  km: 'តុការពាររបស់ប្រតិបត្តិករចាត់ការ ដោយមានរយៈពេលរបស់ខ្លួន',
  en: 'The protection desk of the operator handles it, with its own deadlines',
};
const oversight: Bilingual = {
  km: 'តាមដានត្រួតពិនិត្យតែប៉ុណ្ណោះ',
  en: 'Oversight only: nothing is decided here',
};
const appealUnknown: Bilingual = {
  km: 'រយៈពេលប្តឹងទៅគណៈកម្មការ ប.ស.ស. មិនទាន់ដឹង៖ ទទួលយកគ្រប់ពេល',
  en: 'The time to go to the NSSF committee is not known yet: taken at any time',
};

/** Cells that are empty on purpose. */
export const slaAbsences: readonly SlaAbsence[] = [
  absence('decide', 'SA1', 'S1', 'not_here', notHere),
  absence('decide', 'SA2', 'S1', 'not_here', notHere),
  absence('decide', 'SA3', 'S1', 'protection_desk', atDesk),
  absence('decide', 'SA5', 'S1', 'oversight_only', oversight),
  absence('decide', 'SA5', 'S4', 'not_here', notHere),
  absence('settle', 'SS1B', 'S4', 'not_here', notHere),
  ...severityCodes.map((severity) =>
    absence('appeal_window', 'SS1A', severity, 'unknown', appealUnknown, ruled('open', notFoundYet)),
  ),
];
