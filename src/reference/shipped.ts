import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Track } from '../kernel/actor.ts';
import type { JsonValue } from '../kernel/fact.ts';
import { categories } from './data/categories.ts';
import { ladderVariations, rungs } from './data/ladders.ts';
import { nationalOffices } from './data/offices.ts';
import { openQuestions } from './data/open-questions.ts';
import { operators } from './data/operators.ts';
import { outcomes } from './data/outcomes.ts';
import { programmes } from './data/programmes.ts';
import { remedies } from './data/remedies.ts';
import { retentionRules } from './data/retention-rules.ts';
import { samplingRules } from './data/sampling-rules.ts';
import { severities } from './data/severities.ts';
import { slaAbsences, slaRules } from './data/sla-rules.ts';
import { startingTiers } from './data/starting-tiers.ts';
import { timeBars } from './data/time-bars.ts';
import type { ShippedRow } from './domain/load-plan.ts';
import type { Office, Ruled, Rung } from './domain/types.ts';

/** The kinds of rows that are kept as dated versions. */
export const rowKinds = [
  'programme',
  'operator',
  'category',
  'severity',
  'outcome',
  'remedy',
  'rung',
  'ladder_variation',
  'starting_tier',
  'sla_rule',
  'sla_absence',
  'time_bar',
  'retention_rule',
  'sampling_rule',
  'open_question',
] as const;

export type RowKind = (typeof rowKinds)[number];

const prefix: Readonly<Record<Track, string>> = { social_assistance: 'SA', social_security: 'SS' };

/** A typed row as the stored one: what is dated and sourced in columns, the rest as data. */
function rowsOf<Row extends Ruled>(kind: RowKind, rows: readonly Row[], codeOf: (row: Row) => string): ShippedRow[] {
  return rows.map((row, position) => {
    const { force, source, validFrom, validTo, ...data } = row;
    return {
      kind,
      code: codeOf(row),
      validFrom,
      validTo,
      force,
      position,
      data: data as unknown as { [key: string]: JsonValue },
      source,
    };
  });
}

const ownCode = (row: { readonly code: string }): string => row.code;
const rungCode = (rung: Rung): string => (rung.isOnLadder ? rung.code : `${prefix[rung.track]}.${rung.code}`);

const rules = slaRules.map(({ instrument, version: _version, ...rest }) => ({ ...rest, source: instrument }));

/** What the product ships, by kind. */
export const shippedRows: Readonly<Record<RowKind, readonly ShippedRow[]>> = {
  programme: rowsOf('programme', programmes, ownCode),
  operator: rowsOf('operator', operators, ownCode),
  category: rowsOf('category', categories, ownCode),
  severity: rowsOf('severity', severities, ownCode),
  outcome: rowsOf('outcome', outcomes, (row) => `${row.level}.${row.code}`),
  remedy: rowsOf('remedy', remedies, ownCode),
  rung: rowsOf('rung', rungs, rungCode),
  ladder_variation: rowsOf('ladder_variation', ladderVariations, ownCode),
  starting_tier: rowsOf('starting_tier', startingTiers, ownCode),
  sla_rule: rowsOf('sla_rule', rules, (row) => row.id).map(({ data: { id: _id, ...data }, ...row }) => ({
    ...row,
    data,
  })),
  sla_absence: rowsOf('sla_absence', slaAbsences, ownCode),
  time_bar: rowsOf('time_bar', timeBars, ownCode),
  retention_rule: rowsOf('retention_rule', retentionRules, ownCode),
  sampling_rule: rowsOf('sampling_rule', samplingRules, ownCode).map(
    ({ data: { version: _version, ...data }, ...row }) => ({
      ...row,
      data,
    }),
  ),
  open_question: rowsOf('open_question', openQuestions, ownCode),
};

export const shippedOffices: readonly Office[] = nationalOffices;

function read(file: string): string {
  return readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8');
}

/** The provinces and the pilot, as a file of places. */
export function shippedPlaces(): string {
  return read('pilot-places.csv');
}

/** Lists of holidays: of the decree, or of fixed dates only until it is known. */
export function shippedHolidays(): readonly { readonly csv: string; readonly isProvisional: boolean }[] {
  return [
    { csv: read('holidays-2026.csv'), isProvisional: false },
    { csv: read('holidays-2027.csv'), isProvisional: true },
  ];
}

/** What tells one content from another. */
export function contentHash(content: unknown): string {
  return createHash('sha256')
    .update(typeof content === 'string' ? content : JSON.stringify(content))
    .digest('hex');
}
