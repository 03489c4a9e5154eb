import { Conflict, InvalidInput, NotFound, RuleBroken, type FieldFault } from '../../kernel/errors.ts';
import type { JsonValue } from '../../kernel/fact.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { dayBefore, isDay, isInForce, phnomPenhDay } from '../domain/dated.ts';
import { changeFaults } from '../domain/row-shape.ts';
import type { Force } from '../domain/types.ts';
import { demandMayChangeReference } from '../policy.ts';
import { referenceChanged } from '../reads/current-book.ts';
import { applyPlan, lockVersions } from '../records/reference-rows.ts';
import type { RowKind } from '../shipped.ts';

export interface ReferenceChange {
  readonly kind: RowKind;
  /** Code of the row; of a deadline rule its id. */
  readonly code: string;
  /** The version that the administrator saw, so that two changes at once do not overwrite each other. */
  readonly seenVersion: number;
  /** First day of the new version: today or later. */
  readonly validFrom: string;
  /** The fields that change; the others stay. */
  readonly data: { readonly [key: string]: JsonValue };
  /** What the change rests on. */
  readonly source: Bilingual;
  readonly force: Exclude<Force, 'law'>;
}

/**
 * An administrator's change: a new dated version, the one before ends the day before. Clocks that run keep the version they
 * were started with.
 * @throws RuleBroken `law_is_locked` for what is law, `later_version_exists` when a later change waits already
 * @throws Conflict when somebody else changed it meanwhile; InvalidInput naming every bad field; NotFound
 */
export async function changeReferenceRow(work: Work, change: ReferenceChange): Promise<{ readonly version: number }> {
  demandMayChangeReference(work.actor);
  const today = phnomPenhDay(work.now);
  if (!isDay(change.validFrom)) throw new InvalidInput([{ field: 'validFrom', code: 'reference.bad_day' }]);
  const versions = await lockVersions(work, change.kind, change.code);
  const current = versions.find((row) => isInForce(row, change.validFrom));
  if (!current) throw new NotFound('reference.row_not_found', { kind: change.kind, code: change.code });
  if (current.force === 'law' || versions.some((row) => row.force === 'law' && row.validFrom > change.validFrom)) {
    throw new RuleBroken('law_is_locked', { kind: change.kind, code: change.code });
  }
  const faults: FieldFault[] = changeFaults(change.kind, current.data, change.data);
  if (change.validFrom < today)
    faults.push({ field: 'validFrom', code: 'reference.past_day', params: { earliest: today } });
  for (const language of ['km', 'en'] as const) {
    if (!change.source[language].trim())
      faults.push({ field: `source.${language}`, code: 'reference.both_languages_needed' });
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  if (current.version !== change.seenVersion)
    throw new Conflict('conflict.reference_changed', { version: current.version });
  if (versions.some((row) => row.validFrom > change.validFrom))
    throw new RuleBroken('later_version_exists', { code: change.code });

  const data = { ...current.data, ...change.data };
  const isSameDay = current.validFrom === change.validFrom;
  if (isSameDay && current.origin !== 'administrator')
    throw new RuleBroken('version_begins_that_day', { code: change.code });
  const version = isSameDay ? current.version : Math.max(...versions.map((row) => row.version)) + 1;
  const row = {
    kind: change.kind,
    code: change.code,
    version,
    validFrom: change.validFrom,
    validTo: null,
    force: change.force,
    origin: 'administrator' as const,
    position: current.position,
    data,
    source: change.source,
  };
  await applyPlan(work, {
    close: isSameDay
      ? []
      : [{ kind: change.kind, code: change.code, version: current.version, validTo: dayBefore(change.validFrom) }],
    insert: isSameDay ? [] : [row],
    update: isSameDay ? [row] : [],
    kept: [],
    faults: [],
  });
  referenceChanged(work);
  work.record({
    event: 'reference.row_changed',
    caseId: null,
    data: {
      kind: change.kind,
      code: change.code,
      version,
      validFrom: change.validFrom,
      fields: Object.keys(change.data),
    },
    announce: true,
  });
  return { version };
}
