import type { FieldFault } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';
import { latinDigits } from './fold-name.ts';
import { importFault, isDamaged, type FileLine } from './import-fault.ts';
import type { PlaceLevel } from './types.ts';

export interface FilePlace {
  readonly code: string;
  readonly level: PlaceLevel;
  readonly parent: string | null;
  readonly name: Bilingual;
  readonly unit: Bilingual;
}

/** Columns without which a file of places is not one. `parent` is checked when there, `unit_*` filled in when absent. */
export const placeColumns = ['code', 'level', 'name_km', 'name_latin'] as const;

const levels: readonly PlaceLevel[] = ['province', 'district', 'commune', 'village'];

/** Names of units where the file gives none. */
const usualUnit: Readonly<Record<PlaceLevel, Bilingual>> = {
  province: { km: 'ខេត្ត', en: 'Province' },
  district: { km: 'ស្រុក', en: 'Srok' },
  commune: { km: 'ឃុំ', en: 'Khum' },
  village: { km: 'ភូមិ', en: 'Phum' },
};
const longestName = 120;

function clean(text: string | undefined): string {
  return (text ?? '')
    .normalize('NFC')
    .replace(/[\u200B\uFEFF]/g, '')
    .trim();
}

/**
 * Checks a whole file of places.
 * @param known codes of places already in the system: a parent may be there
 * @returns the places, outermost first, or the faults of every bad line
 */
export function readPlaceLines(
  lines: readonly FileLine[],
  known: ReadonlySet<string>,
): { places: FilePlace[]; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const places: FilePlace[] = [];
  const lineOf = new Map<string, number>();
  for (const { line, values } of lines) {
    const code = latinDigits(clean(values['code']));
    if (code && !lineOf.has(code)) lineOf.set(code, line);
  }
  for (const { line, values } of lines) {
    const before = faults.length;
    const code = latinDigits(clean(values['code']));
    const level = /^\d+$/.test(code) ? levels[code.length / 2 - 1] : undefined;
    if (!code) faults.push(importFault(line, 'code', 'import.missing_value'));
    else if (!/^\d+$/.test(code)) faults.push(importFault(line, 'code', 'import.code_digits', code));
    else if (!level) faults.push(importFault(line, 'code', 'import.code_length', code));
    else if (lineOf.get(code) !== line)
      faults.push(importFault(line, 'code', 'import.duplicate_code', code, lineOf.get(code)));

    const said = clean(values['level']).toLowerCase();
    if (!said) faults.push(importFault(line, 'level', 'import.missing_value'));
    else if (!(levels as readonly string[]).includes(said))
      faults.push(importFault(line, 'level', 'import.unknown_level', said));
    else if (level && said !== level) faults.push(importFault(line, 'level', 'import.level_mismatch', said, level));

    const parent = level && code.length > 2 ? code.slice(0, -2) : null;
    if (level) {
      const saidParent = latinDigits(clean(values['parent']));
      if (saidParent && saidParent !== parent)
        faults.push(importFault(line, 'parent', 'import.parent_mismatch', saidParent, parent ?? '-'));
      else if (parent && !lineOf.has(parent) && !known.has(parent))
        faults.push(importFault(line, 'parent', 'import.missing_parent', parent));
    }
    for (const field of ['name_km', 'name_latin'] as const) {
      const name = clean(values[field]);
      if (!name) faults.push(importFault(line, field, 'import.missing_value'));
      else if (isDamaged(name)) faults.push(importFault(line, field, 'import.bad_character', name));
      else if (name.length > longestName)
        faults.push(importFault(line, field, 'import.name_too_long', name, longestName));
    }
    if (faults.length > before || !level) continue;
    const usual = usualUnit[level];
    const unitEn = clean(level === 'province' ? values['unit_en'] : values['unit_latin']);
    places.push({
      code,
      level,
      parent,
      name: { km: clean(values['name_km']), en: clean(values['name_latin']) },
      unit: { km: clean(values['unit_km']) || usual.km, en: unitEn || usual.en },
    });
  }
  places.sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
  return { places, faults };
}

/** The name of the office of a place: សង្កាត់..., "Sangkat ...", "Kep Province". */
export function placeOfficeName(place: Pick<FilePlace, 'level' | 'name' | 'unit'>): Bilingual {
  return {
    km: `${place.unit.km}${place.name.km}`,
    en: place.level === 'province' ? `${place.name.en} ${place.unit.en}` : `${place.unit.en} ${place.name.en}`,
  };
}
