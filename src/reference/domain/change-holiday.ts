import type { FieldFault } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';
import { isDay } from './dated.ts';
import type { Holiday } from './types.ts';

/** One day to be added to the calendar or taken out of it. `name` is needed only to add. */
export interface HolidayChange {
  readonly what: 'add' | 'remove';
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly name: Bilingual;
  /** The decree or notice it comes from. */
  readonly source: Bilingual;
}

const longest = 200;

/** What is wrong with such a change, by field; nothing when it can be made. */
export function holidayFaults(holidays: readonly Holiday[], change: HolidayChange): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const known = holidays.some(({ on }) => on === change.on);
  if (!isDay(change.on) || change.on < '2020' || change.on > '2101') faults.push({ field: 'on', code: 'date' });
  else if (change.what === 'add' && known) faults.push({ field: 'on', code: 'reference.holiday_known' });
  else if (change.what === 'remove' && !known) faults.push({ field: 'on', code: 'reference.holiday_unknown' });
  const texts: readonly (readonly [string, Bilingual])[] = [
    ...(change.what === 'add' ? [['name', change.name] as const] : []),
    ['source', change.source],
  ];
  for (const [field, text] of texts) {
    for (const language of ['km', 'en'] as const) {
      const said = text[language].trim();
      if (said === '') faults.push({ field: `${field}.${language}`, code: 'required' });
      else if (said.length > longest) {
        faults.push({ field: `${field}.${language}`, code: 'too_long', params: { max: longest } });
      }
    }
  }
  return faults;
}

/** The list of holidays afterwards, in order. */
export function withHolidayChanged(holidays: readonly Holiday[], change: HolidayChange): readonly Holiday[] {
  const others = holidays.filter(({ on }) => on !== change.on);
  if (change.what === 'remove') return others;
  const added: Holiday = { on: change.on, name: change.name, isProvisional: false };
  return [...others, added].sort((a, b) => (a.on < b.on ? -1 : 1));
}
