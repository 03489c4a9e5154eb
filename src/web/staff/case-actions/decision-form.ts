import type { DecisionGiven } from '../../../cases/index.ts';
import type { FieldFault } from '../../../kernel/errors.ts';
import { dayFrom, optionalRiel } from '../../form.ts';
import type { Parsed } from '../../form.ts';
import type { SentFields } from '../../sent-fields.ts';

/** Remedies that one decision may order. */
export const mostRemedies = 10;
const parts = ['kind', 'amountKhr', 'dueOn.day', 'dueOn.month', 'dueOn.year', 'text'] as const;

/** How many rows of remedies the form shows. */
export function rowCount(fields: SentFields): number {
  const count = Number.parseInt(fields.one('rows'), 10);
  return Number.isNaN(count) ? 0 : Math.min(Math.max(count, 0), mostRemedies);
}

/** The form with one more row. */
export function withRow(fields: SentFields): SentFields {
  return fields.with({ rows: String(Math.min(rowCount(fields) + 1, mostRemedies)) });
}

/** The form without a row; later ones move up. */
export function withoutRow(fields: SentFields, index: number): SentFields {
  const count = rowCount(fields);
  if (!Number.isInteger(index) || index < 0 || index >= count) return fields;
  const changes: Record<string, string | readonly string[]> = { rows: String(count - 1) };
  for (let at = index; at < count; at += 1) {
    for (const part of parts) {
      changes[`remedies.${at}.${part}`] = at + 1 < count ? fields.one(`remedies.${at + 1}.${part}`) : [];
    }
  }
  return fields.with(changes);
}

/** The decision as typed; what belongs to reference data (outcome, remedies, today) is judged by the use case. */
export function decisionOf(fields: SentFields): Parsed<DecisionGiven> {
  const faults: FieldFault[] = [];
  const text = (name: string, most: number): string | null => {
    const typed = fields.one(name);
    if ([...typed].length > most) faults.push({ field: name, code: 'too_long', params: { max: most, most } });
    return typed === '' ? null : typed;
  };
  const outcome = fields.one('outcome');
  if (outcome === '') faults.push({ field: 'outcome', code: 'required' });
  const reasons = text('reasons', 10_000);
  if (reasons === null) faults.push({ field: 'reasons', code: 'required' });
  const remedies = Array.from({ length: rowCount(fields) }, (_, index) => {
    const row = `remedies.${index}`;
    const kind = fields.one(`${row}.kind`);
    if (kind === '') faults.push({ field: `${row}.kind`, code: 'unknown_remedy' });
    const amount = optionalRiel().safeParse(fields.one(`${row}.amountKhr`));
    if (!amount.success) faults.push({ field: `${row}.amountKhr`, code: 'riel' });
    const due = dayFrom(
      fields.one(`${row}.dueOn.day`),
      fields.one(`${row}.dueOn.month`),
      fields.one(`${row}.dueOn.year`),
    );
    if (due === null || due === '') faults.push({ field: `${row}.dueOn`, code: 'date' });
    return { kind, amountKhr: amount.data ?? null, dueOn: due ?? '', text: text(`${row}.text`, 2_000) };
  });
  const given = {
    outcome,
    reasons: reasons ?? '',
    legalBasis: text('legalBasis', 2_000),
    evidence: text('evidence', 5_000),
    remedies,
  };
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: given };
}
