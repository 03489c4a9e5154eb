/** What a figure is: a number of cases; a part of them in percent; per 10,000 beneficiaries; days; whole riel. */
export type FigureKind = 'count' | 'percent' | 'rate' | 'days' | 'money';

interface IndicatorRow {
  readonly kind: FigureKind;
  /**
   * Indicators of one family are counted over the same cases. What one of them hides, all of them hide: otherwise the
   * number under one figure would give away that of another.
   */
  readonly family: string;
}

const row = (kind: FigureKind, family: string): IndicatorRow => ({ kind, family });

/**
 * The indicators, in the order in which they are shown. A part in percent is of the cases that it can be said of; its `n`
 * is how many those are.
 */
const table = {
  received: row('count', 'received'),
  rate_per_10000: row('rate', 'received'),
  women: row('percent', 'received'),
  persons_with_disabilities: row('percent', 'received'),
  anonymous: row('percent', 'received'),
  assisted: row('percent', 'received'),
  acknowledged_on_time: row('percent', 'acknowledged'),
  decided: row('count', 'decided'),
  decided_on_time: row('percent', 'due'),
  resolution_median: row('days', 'decided'),
  resolution_mean: row('days', 'decided'),
  resolution_p90: row('days', 'decided'),
  calendar_median: row('days', 'decided'),
  calendar_mean: row('days', 'decided'),
  calendar_p90: row('days', 'decided'),
  backlog: row('count', 'backlog'),
  overdue: row('percent', 'backlog'),
  escalated: row('percent', 'on_hand'),
  escalated_by_party: row('percent', 'on_hand'),
  escalated_by_time: row('percent', 'on_hand'),
  escalated_by_skip: row('percent', 'on_hand'),
  escalated_by_officer: row('percent', 'on_hand'),
  appeals_received: row('count', 'appeals'),
  appealed: row('percent', 'merits'),
  appeals_upheld: row('percent', 'appeals_decided'),
  reopened: row('percent', 'ended'),
  remedies_on_time: row('percent', 'remedies_due'),
  value_restored: row('money', 'remedies_paid'),
  systemic_actions: row('count', 'systemic'),
  settled: row('percent', 'settlements'),
  agreements_complied: row('percent', 'agreements'),
  court_referrals: row('count', 'courts'),
  regulator_on_time: row('percent', 'regulator'),
  s1_contact: row('percent', 's1'),
  breaches_reviewed: row('percent', 'breaches'),
  satisfaction: row('percent', 'ratings'),
} as const satisfies Readonly<Record<string, IndicatorRow>>;

export type Indicator = keyof typeof table;
export const indicators = Object.keys(table) as readonly Indicator[] as readonly [Indicator, ...Indicator[]];

export function kindOf(indicator: Indicator): FigureKind {
  return table[indicator].kind;
}

export function familyOf(indicator: Indicator): string {
  return table[indicator].family;
}

/** By what a figure may be split. */
export const splits = [
  'programme',
  'category',
  'province',
  'district',
  'commune',
  'channel',
  'tier',
  'severity',
  'sex',
  'age',
  'disability',
] as const;
export type Split = (typeof splits)[number];

/** The group of those of whom it is not known. */
export const unknownGroup = 'unknown';
