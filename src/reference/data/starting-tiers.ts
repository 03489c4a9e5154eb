import type { Tier, Track } from '../../kernel/actor.ts';
import type { StartingTierRow } from '../domain/types.ts';
import { byDefault } from './instruments.ts';

/**
 * Where a complaint starts: the lowest tier with power to fix it (DEFAULT).
 *
 * Social assistance: identification, cards and data are kept by the commune, so they start there (SA1), as do questions and
 * suggestions, which anybody can answer. How a counter or an officer of a commune served people is for the level above it
 * (SA2). Money is paid and stopped by the NSAF branch of the province (SA3). A hospital answers to the operator that pays
 * it, and a data breach to whoever holds the register: the operator (SA4).
 * Social security: everything starts at the branch (SS1A), employer matters too.
 * Protected categories start at the protection desk of the operator, in SA4 or SS1A; that is not in this table because no
 * row may send them elsewhere. A tier that the operator's ladder skips gives way to the next one up.
 */
function row(track: Track, programme: string | null, category: string | null, tier: Tier): StartingTierRow {
  const prefix = track === 'social_assistance' ? 'SA' : 'SS';
  return { code: `${prefix}:${programme ?? '*'}:${category ?? '*'}`, track, programme, category, tier, ...byDefault };
}

const startsAt: Readonly<Record<string, Tier>> = {
  'TGT-EXC': 'SA1',
  'TGT-INC': 'SA1',
  'CRD-NIS': 'SA1',
  'CRD-EXP': 'SA1',
  'CRD-LST': 'SA1',
  'DAT-COR': 'SA1',
  INF: 'SA1',
  SUG: 'SA1',
  OTH: 'SA1',
  'SVC-QLT': 'SA2',
  'SVC-DLY': 'SA2',
  'SVC-ACC': 'SA2',
  'CON-MIS': 'SA2',
  'PAY-NOT': 'SA3',
  'PAY-LAT': 'SA3',
  'PAY-AMT': 'SA3',
  'PAY-AGT': 'SA3',
  'BEN-STP': 'SA3',
  'HLT-REF': 'SA4',
  'HLT-DIS': 'SA4',
  'HLT-FEE': 'SA4',
  PRV: 'SA4',
};

export const startingTiers: readonly StartingTierRow[] = [
  row('social_assistance', null, null, 'SA2'),
  row('social_security', null, null, 'SS1A'),
  ...Object.entries(startsAt).map(([category, tier]) => row('social_assistance', null, category, tier)),
  // Quality, delay and access under the Health Equity Fund happen in health facilities: they answer to its operator.
  ...['SVC-QLT', 'SVC-DLY', 'SVC-ACC', 'CON-MIS'].map((category) => row('social_assistance', 'HEF', category, 'SA4')),
];
