import type { Language } from '../../kernel/language.ts';

const zone = 'Asia/Phnom_Penh';
const khmerZero = 0x17e0;

/** Latin digits as Khmer ones. */
function khmerDigits(text: string): string {
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(khmerZero + Number(digit)));
}

/** The day of an instant in Phnom Penh, short enough for an SMS: ០៥/១២/២០២៦ or 5 Dec 2026. */
export function shortDay(at: Date, language: Language): string {
  if (language === 'en') {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' })
      .format(at)
      .replace('Sept', 'Sep');
  }
  const digits = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(at);
  return khmerDigits(digits);
}

/** Day and time of an instant in Phnom Penh: ០៥/១២/២០២៦ ម៉ោង ១៧:៣០ or 5 Dec 2026, 17:30. */
export function dayAndTime(at: Date, language: Language): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at);
  return language === 'km' ? `${shortDay(at, 'km')} ម៉ោង ${khmerDigits(time)}` : `${shortDay(at, 'en')}, ${time}`;
}
