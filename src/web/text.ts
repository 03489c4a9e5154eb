import type { Language } from '../kernel/language.ts';

const zone = 'Asia/Phnom_Penh';
const locales: Record<Language, string> = { km: 'km-KH-u-nu-khmr', en: 'en-GB' };
const khmerZero = 0x17e0;

/** Formats made once: making one takes a hundred times as long as using it. */
const perLanguage = (options: Intl.DateTimeFormatOptions): Readonly<Record<Language, Intl.DateTimeFormat>> => ({
  km: new Intl.DateTimeFormat(locales.km, { timeZone: zone, ...options }),
  en: new Intl.DateTimeFormat(locales.en, { timeZone: zone, ...options }),
});
const dates = perLanguage({ day: 'numeric', month: 'long', year: 'numeric' });
const weekdays = perLanguage({ weekday: 'long' });
const times = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hour12: false });
const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** The text with `{name}` replaced by `params.name`; a placeholder that has no value stays as it is. */
export function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}

const letters = new Intl.Segmenter('km', { granularity: 'grapheme' });

/** A name as it fits into a sentence: of a longer one the beginning, cut between letters as they are seen. */
export function shortName(name: string, most = 80): string {
  if (name.length <= most) return name;
  const seen = Array.from(letters.segment(name), ({ segment }) => segment);
  return seen.length <= most ? name : `${seen.slice(0, most).join('').trimEnd()}…`;
}

/** Khmer digits turned into Latin ones; everything else as it was. */
export function latinDigits(text: string): string {
  return text.replace(/[\u17e0-\u17e9]/g, (digit) => String(digit.charCodeAt(0) - khmerZero));
}

/** Latin digits as the language writes them: Khmer digits in Khmer. */
export function localDigits(text: string | number, language: Language): string {
  if (language === 'en') return String(text);
  return String(text).replace(/[0-9]/g, (digit) => String.fromCharCode(khmerZero + Number(digit)));
}

/** `YYYY-MM-DD`, or the Phnom Penh day of an instant, written out: ២១ វិច្ឆិកា ២០២៦ / 21 November 2026. */
export function showDate(date: Date | string, language: Language): string {
  const day = typeof date === 'string' && date.length === 10 ? new Date(`${date}T12:00:00+07:00`) : new Date(date);
  return dates[language].format(day);
}

/** The day with its weekday, for deadlines. */
export function showWeekday(date: Date | string, language: Language): string {
  return weekdays[language].format(new Date(date));
}

/** The Phnom Penh time of day on a 24-hour clock: ១៧:៣០ / 17:30. */
export function showTime(at: Date | string, language: Language): string {
  return localDigits(times.format(new Date(at)), language);
}

/** Day and time together. */
export function showDateTime(at: Date | string, language: Language): string {
  const join = language === 'km' ? ' ម៉ោង ' : ', ';
  return `${showDate(at, language)}${join}${showTime(at, language)}`;
}

/** A whole number with its thousands apart: ១០.០០០ / 10,000. */
export function showNumber(value: number, language: Language): string {
  const grouped = numbers.format(value);
  return language === 'km' ? localDigits(grouped.replaceAll(',', '.'), 'km') : grouped;
}

/** Whole riel: ៤០.០០០៛ / 40,000 riel. */
export function showMoney(amountKhr: number, language: Language): string {
  return language === 'km' ? `${showNumber(amountKhr, 'km')}៛` : `${showNumber(amountKhr, 'en')} riel`;
}
