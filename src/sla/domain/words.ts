import type { Bilingual } from '../../kernel/language.ts';
import {
  civilDate,
  epochDayOf,
  millisecondOfDay,
  millisecondsPerHour,
  millisecondsPerMinute,
} from './phnom-penh-time.ts';
import type { ClockKind, RuleForce, StartsFrom } from './sla-rule.ts';

const months: readonly Bilingual[] = [
  { km: 'មករា', en: 'January' },
  { km: 'កុម្ភៈ', en: 'February' },
  { km: 'មីនា', en: 'March' },
  { km: 'មេសា', en: 'April' },
  { km: 'ឧសភា', en: 'May' },
  { km: 'មិថុនា', en: 'June' },
  { km: 'កក្កដា', en: 'July' },
  { km: 'សីហា', en: 'August' },
  { km: 'កញ្ញា', en: 'September' },
  { km: 'តុលា', en: 'October' },
  { km: 'វិច្ឆិកា', en: 'November' },
  { km: 'ធ្នូ', en: 'December' },
];

/** What each kind of clock times, as a noun. Working translation. */
export const clockKindWords: Readonly<Record<ClockKind, Bilingual>> = {
  acknowledge: { km: 'ការបញ្ជាក់ថាបានទទួល', en: 'acknowledgement' },
  decide: { km: 'ការសម្រេច', en: 'decision' },
  settle: { km: 'ការដោះស្រាយវិវាទ', en: 'settlement' },
  file_with_regulator: { km: 'ការដាក់បណ្តឹងទៅនិយ័តករសន្តិសុខសង្គម', en: 'filing with the Social Security Regulator' },
  conciliate: { km: 'ការផ្សះផ្សា', en: 'conciliation' },
  appeal_window: { km: 'ការប្តឹងតវ៉ាទៅថ្នាក់លើ', en: 'appeal' },
  completeness: { km: 'ការពិនិត្យភាពគ្រប់គ្រាន់នៃបណ្តឹង', en: 'check that the complaint is complete' },
  appoint: { km: 'ការតែងតាំងអ្នកផ្សះផ្សា', en: 'appointment of conciliators' },
  declare_conflict: { km: 'ការប្រកាសទំនាស់ផលប្រយោជន៍', en: 'declaration of conflicts of interest' },
  minutes: { km: 'ការធ្វើកំណត់ហេតុ', en: 'minutes' },
  outcome_notice: { km: 'ការជូនដំណឹងអំពីលទ្ធផល', en: 'notice of the outcome' },
  safe_contact: { km: 'ការទាក់ទងដោយសុវត្ថិភាព', en: 'safe contact' },
  reply: { km: 'ការឆ្លើយតប', en: 'reply' },
  challenge: { km: 'ការជំទាស់នឹងអ្នកផ្សះផ្សា', en: 'challenge to a conciliator' },
  invitation: { km: 'ការអញ្ជើញមុនកិច្ចប្រជុំ', en: 'invitation before a session' },
  pause: { km: 'ការផ្អាករយៈពេល', en: 'pause' },
  reopen: { km: 'ការបើកករណីឡើងវិញ', en: 'reopening of the case' },
};

/** Who fixed a period. Working translation. */
export const forceWords: Readonly<Record<RuleForce, Bilingual>> = {
  law: { km: 'កំណត់ដោយច្បាប់', en: 'fixed by law' },
  policy: { km: 'កំណត់ដោយគោលនយោបាយ', en: 'set by policy' },
  default: { km: 'កំណត់ដោយប្រព័ន្ធនេះ អាចកែប្រែបាន', en: 'a default of this system, which can be configured' },
  open: { km: 'មិនទាន់រកឃើញលិខិតបទដ្ឋាន អាចកែប្រែបាន', en: 'no instrument found yet, can be configured' },
};

/** What a period is counted from. Working translation. */
export const startWords: Readonly<Record<StartsFrom, Bilingual>> = {
  filing: { km: 'ការដាក់បណ្តឹង', en: 'the filing' },
  arrival: { km: 'ការមកដល់ការិយាល័យ', en: 'arrival at the office' },
  complete: { km: 'ពេលបណ្តឹងបានគ្រប់គ្រាន់', en: 'the complaint being complete' },
  event: { km: 'ព្រឹត្តិការណ៍ដែលបើករយៈពេលនេះ', en: 'the event that opens this period' },
};

/** A number in Khmer digits: ១០. */
export function khmerDigits(text: string | number): string {
  return String(text).replace(/[0-9]/g, (digit) => String.fromCharCode(0x17e0 + Number(digit)));
}

/** An epoch day in words: ២១ វិច្ឆិកា ២០២៦, 21 November 2026. */
export function dayInWords(epochDay: number): Bilingual {
  const { year, month, day } = civilDate(epochDay);
  const name = months[month - 1];
  if (name === undefined) throw new RangeError(`no month ${month}`);
  return { km: `${khmerDigits(day)} ${name.km} ${khmerDigits(year)}`, en: `${day} ${name.en} ${year}` };
}

/** The local date of an instant in words. */
export function dateInWords(at: Date): Bilingual {
  return dayInWords(epochDayOf(at));
}

/** The local time of an instant, 24 hours: ១៧:៣០, 17:30. */
export function timeInWords(at: Date): Bilingual {
  const millisecond = millisecondOfDay(at);
  const hour = Math.floor(millisecond / millisecondsPerHour);
  const minute = Math.floor((millisecond % millisecondsPerHour) / millisecondsPerMinute);
  const en = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return { km: khmerDigits(en), en };
}

/** A count with its noun; Khmer nouns do not change. */
export function counted(count: number, km: string, one: string, many: string): Bilingual {
  return { km: `${khmerDigits(count)} ${km}`, en: `${count} ${count === 1 ? one : many}` };
}
