import { monthStart, splits, type Question, type Split } from '../../../reporting/index.ts';
import { phnomPenhDay, type ReferenceBook } from '../../../reference/index.ts';
import { latinDigits } from '../../text.ts';

/** What the address asks for, with what is asked when it asks for nothing; anything unknown in it counts as not asked. */
export function questionOf(
  query: URLSearchParams,
  book: ReferenceBook,
  now: Date,
): { readonly question: Required<Question> & { readonly by: Split }; readonly isBad: boolean } {
  const today = phnomPenhDay(now);
  const asked = (name: string) => latinDigits(query.get(name) ?? '').trim();
  const by = splits.find((split) => split === query.get('by')) ?? 'programme';
  const programme = book.programme(asked('programme'), today)?.code ?? null;
  const place = book.place(asked('province'));
  const province = place?.level === 'province' ? place.code : null;
  const [from, to] = [asked('from'), asked('to')];
  const named = from !== '' || to !== '';
  const isGood = isDay(from) && isDay(to) && from <= to && Date.parse(to) - Date.parse(from) <= 5 * 366 * 86_400_000;
  const period = named && isGood ? { from, to } : { from: monthStart(today, 2), to: today };
  return { question: { ...period, by, programme, province }, isBad: named && !isGood };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The question as an address says it. */
export function addressOf(question: Required<Question>): URLSearchParams {
  const { from, to, by, programme, province } = question;
  return new URLSearchParams({
    from,
    to,
    ...(by === null ? {} : { by }),
    ...(programme === null ? {} : { programme }),
    ...(province === null ? {} : { province }),
  });
}
