import type { Holiday } from '../../../src/sla/domain/working-calendar.ts';
import { makeWorkingCalendar } from '../../../src/sla/domain/working-calendar.ts';

/** Public holidays of 2026, from the annual sub-decree. */
export const holidays2026: readonly Holiday[] = [
  { on: '2026-01-01', nameKm: 'ទិវាចូលឆ្នាំសាកល', nameEn: 'International New Year Day' },
  { on: '2026-01-07', nameKm: 'ទិវាជ័យជម្នះលើរបបប្រល័យពូជសាសន៍', nameEn: 'Day of Victory over the Genocidal Regime' },
  { on: '2026-03-08', nameKm: 'ទិវាអន្តរជាតិនារី', nameEn: "International Women's Rights Day" },
  { on: '2026-04-14', nameKm: 'ពិធីបុណ្យចូលឆ្នាំថ្មីប្រពៃណីជាតិ', nameEn: 'Khmer New Year' },
  { on: '2026-04-15', nameKm: 'ពិធីបុណ្យចូលឆ្នាំថ្មីប្រពៃណីជាតិ', nameEn: 'Khmer New Year' },
  { on: '2026-04-16', nameKm: 'ពិធីបុណ្យចូលឆ្នាំថ្មីប្រពៃណីជាតិ', nameEn: 'Khmer New Year' },
  { on: '2026-05-01', nameKm: 'ទិវាពលកម្មអន្តរជាតិ / ពិធីបុណ្យវិសាខបូជា', nameEn: 'International Labour Day / Visak Bochea Day' },
  { on: '2026-05-05', nameKm: 'ព្រះរាជពិធីច្រត់ព្រះនង្គ័ល', nameEn: 'Royal Ploughing Ceremony' },
  { on: '2026-05-14', nameKm: 'ព្រះរាជពិធីបុណ្យចម្រើនព្រះជន្ម ព្រះមហាក្សត្រ', nameEn: "HM King Norodom Sihamoni's Birthday" },
  {
    on: '2026-06-18',
    nameKm: 'ព្រះរាជពិធីបុណ្យចម្រើនព្រះជន្ម សម្តេចព្រះមហាក្សត្រី ព្រះវររាជមាតា',
    nameEn: "HM Queen-Mother's Birthday",
  },
  { on: '2026-09-24', nameKm: 'ទិវាប្រកាសរដ្ឋធម្មនុញ្ញ', nameEn: 'Constitution Day' },
  { on: '2026-10-10', nameKm: 'ពិធីបុណ្យភ្ជុំបិណ្ឌ', nameEn: 'Pchum Ben' },
  { on: '2026-10-11', nameKm: 'ពិធីបុណ្យភ្ជុំបិណ្ឌ', nameEn: 'Pchum Ben' },
  { on: '2026-10-12', nameKm: 'ពិធីបុណ្យភ្ជុំបិណ្ឌ', nameEn: 'Pchum Ben' },
  { on: '2026-10-15', nameKm: 'ទិវាគោរពព្រះវិញ្ញាណក្ខន្ធ ព្រះវររាជបិតា', nameEn: 'Commemoration Day of the late King-Father' },
  { on: '2026-10-29', nameKm: 'ព្រះរាជពិធីគ្រងព្រះបរមរាជសម្បត្តិ', nameEn: 'Coronation Day' },
  { on: '2026-11-09', nameKm: 'ពិធីបុណ្យឯករាជ្យជាតិ', nameEn: 'National Independence Day' },
  { on: '2026-11-23', nameKm: 'ព្រះរាជពិធីបុណ្យអុំទូក', nameEn: 'Water Festival' },
  { on: '2026-11-24', nameKm: 'ព្រះរាជពិធីបុណ្យអុំទូក', nameEn: 'Water Festival' },
  { on: '2026-11-25', nameKm: 'ព្រះរាជពិធីបុណ្យអុំទូក', nameEn: 'Water Festival' },
  { on: '2026-12-29', nameKm: 'ទិវាសន្តិភាពនៅកម្ពុជា', nameEn: 'Peace Day in Cambodia' },
];

/** The calendar in force at the end of 2026: 2027 is not yet decreed. */
export const calendar2026 = makeWorkingCalendar({
  version: '2026.1',
  holidays: holidays2026,
  provisionalYears: [2027],
});

/** The same with one more holiday, announced late. */
export function announced(on: string, version = '2026.2'): typeof calendar2026 {
  return makeWorkingCalendar({
    version,
    holidays: [...holidays2026, { on, nameKm: 'ថ្ងៃឈប់សម្រាកបន្ថែម', nameEn: 'Additional holiday' }],
    provisionalYears: [2027],
  });
}

/** An instant by the Phnom Penh clock: `2026-11-20T18:00` or with seconds. */
export function at(local: string): Date {
  return new Date(`${local}+07:00`);
}
