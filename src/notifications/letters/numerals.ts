import type { Language } from '../../kernel/language.ts';

const zone = 'Asia/Phnom_Penh';
const khmerZero = 0x17e0;

/** Latin digits as the language writes them: Khmer digits in Khmer. */
export function digitsIn(text: string | number, language: Language): string {
  if (language === 'en') return String(text);
  return String(text).replace(/[0-9]/g, (digit) => String.fromCharCode(khmerZero + Number(digit)));
}

/**
 * The Phnom Penh day of an instant, or a day `YYYY-MM-DD`, as letters write it: ថ្ងៃទី២១ ខែវិច្ឆិកា ឆ្នាំ២០២៦ or 21 November 2026.
 * The Gregorian date alone: lunar and Buddhist-era dates are written by hand, never computed.
 */
export function dayInLetter(day: Date | string, language: Language): string {
  const at = typeof day === 'string' ? new Date(`${day}T12:00:00+07:00`) : day;
  const locale = language === 'km' ? 'km-KH' : 'en-GB';
  const parts = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    numberingSystem: 'latn',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  if (language === 'en') return `${part('day')} ${part('month')} ${part('year')}`;
  return digitsIn(`ថ្ងៃទី${part('day')} ខែ${part('month')} ឆ្នាំ${part('year')}`, 'km');
}

/** The time of day in Phnom Penh on a 24-hour clock: ១៧:៣០ or 17:30. */
export function timeInLetter(at: Date, language: Language): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at);
  return digitsIn(time, language);
}

/** Whole riel: ៤០.០០០ រៀល or 40,000 riel. */
export function moneyInLetter(amountKhr: number, language: Language): string {
  const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }).format(amountKhr);
  return language === 'en' ? `${grouped} riel` : `${digitsIn(grouped.replaceAll(',', '.'), 'km')} រៀល`;
}
