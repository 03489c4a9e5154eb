import type { FieldFault } from '../../kernel/errors.ts';
import type { JsonValue } from '../../kernel/fact.ts';

type Data = { readonly [key: string]: JsonValue };

/** What a row is, as opposed to what it says: never changed by a new version. */
const identity: Readonly<Record<string, readonly string[]>> = {
  sla_rule: ['clock', 'tier', 'track', 'severity'],
  outcome: ['code', 'level'],
  rung: ['code', 'track', 'position'],
};

/** The least and most that a rule of second looks may say. Somebody always looks at something. */
const shares: Readonly<Record<string, readonly [least: number, most: number]>> = {
  percent: [1, 100],
  atLeast: [1, 100],
};

function isWhole(value: JsonValue, range: readonly [least: number, most: number] | undefined): boolean {
  return (
    typeof value === 'number' && Number.isInteger(value) && value >= (range?.[0] ?? 0) && value <= (range?.[1] ?? 0)
  );
}

function shapeOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/**
 * Faults of a change to a row's data: unknown fields, values of another kind than now, texts without one of the languages,
 * and fields that say which row it is. A field that is empty now may be filled, one that is filled may be emptied only when
 * it is a reference to something else.
 */
export function changeFaults(kind: string, current: Data, change: Data): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const [key, value] of Object.entries(change)) {
    const field = `data.${key}`;
    const was = current[key];
    if (was === undefined) faults.push({ field, code: 'reference.unknown_field' });
    else if (key === 'code' || (identity[kind] ?? []).includes(key)) {
      if (value !== was) faults.push({ field, code: 'reference.identity_is_kept' });
    } else if (was !== null && value !== null && shapeOf(was) !== shapeOf(value))
      faults.push({ field, code: 'reference.wrong_kind_of_value' });
    else if (was !== null && value === null && typeof was !== 'object' && typeof was !== 'string')
      faults.push({ field, code: 'reference.empty_value' });
    else if (isText(was) && !isFullText(value)) faults.push({ field, code: 'reference.both_languages_needed' });
    else if (kind === 'sla_rule' && key === 'period' && !isPeriod(value))
      faults.push({ field, code: 'reference.wrong_period' });
    else if (kind === 'sampling_rule' && key in shares && !isWhole(value, shares[key]))
      faults.push({ field, code: 'reference.wrong_share' });
  }
  return faults;
}

function isText(value: JsonValue): value is Data {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && 'km' in value && 'en' in value;
}

function isFullText(value: JsonValue | undefined): boolean {
  if (value === undefined || !isText(value)) return false;
  return [value['km'], value['en']].every((text) => typeof text === 'string' && text.trim().length > 0);
}

function isPeriod(value: JsonValue): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const { amount, unit } = value as Data;
  return (
    typeof amount === 'number' &&
    Number.isInteger(amount) &&
    amount > 0 &&
    (unit === 'working_days' || unit === 'clock_hours')
  );
}
