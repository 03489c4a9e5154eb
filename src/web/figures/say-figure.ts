import type { Language } from '../../kernel/language.ts';
import type { Figure, Indicator } from '../../reporting/index.ts';
import { fill, localDigits, showMoney, showNumber } from '../text.ts';

/** The words that figures are said with. */
export interface FigureWords {
  readonly hidden: string;
  readonly nothing: string;
  readonly noDenominator: string;
  readonly per10000: string;
  readonly days: string;
  readonly calendarDays: string;
}

/** A number with at most one place after the point, as the language writes it. */
function showDecimal(value: number, language: Language): string {
  const whole = Math.trunc(value);
  const tenth = Math.round(Math.abs(value - whole) * 10);
  const mark = language === 'km' ? ',' : '.';
  return tenth === 0
    ? showNumber(whole, language)
    : `${showNumber(whole, language)}${mark}${localDigits(tenth, language)}`;
}

/** The figure in words, as it stands beside its name. */
export function sayFigure(
  indicator: Indicator,
  kind: string,
  figure: Figure,
  strings: FigureWords,
  language: Language,
): string {
  if (figure.hidden) return strings.hidden;
  const { value } = figure;
  if (value === null) return indicator === 'rate_per_10000' ? strings.noDenominator : strings.nothing;
  const n = showDecimal(value, language);
  switch (kind) {
    case 'percent':
      return `${n} %`;
    case 'rate':
      return fill(strings.per10000, { n });
    case 'days':
      return fill(indicator.startsWith('calendar') ? strings.calendarDays : strings.days, { n });
    case 'money':
      return showMoney(value, language);
    default:
      return n;
  }
}
