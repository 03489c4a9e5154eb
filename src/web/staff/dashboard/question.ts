import { monthStart, placeLevels, splits, type Question, type Split } from '../../../reporting/index.ts';
import { phnomPenhDay, type ReferenceBook } from '../../../reference/index.ts';
import { latinDigits } from '../../text.ts';

/** What the address asks for, with what is asked when it asks for nothing; anything unknown in it counts as not asked. */
export function questionOf(
  query: URLSearchParams,
  book: ReferenceBook,
  now: Date,
): {
  readonly question: Required<Question> & { readonly by: Split };
  readonly isBad: boolean;
  /** Communes are told apart within a province; districts are shown while none is chosen. */
  readonly isTooWide: boolean;
} {
  const today = phnomPenhDay(now);
  const asked = (name: string) => latinDigits(query.get(name) ?? '').trim();
  const wanted = splits.find((split) => split === query.get('by')) ?? 'programme';
  const programme = book.programme(asked('programme'), today)?.code ?? null;
  const place = placeOf(placeLevels.map(asked), book);
  const isTooWide = wanted === 'commune' && place === null;
  const by = isTooWide ? 'district' : wanted;
  const [from, to] = [asked('from'), asked('to')];
  const named = from !== '' || to !== '';
  const isGood = isDay(from) && isDay(to) && from <= to && Date.parse(to) - Date.parse(from) <= 5 * 366 * 86_400_000;
  const period = named && isGood ? { from, to } : { from: monthStart(today, 2), to: today };
  return { question: { ...period, by, programme, place }, isBad: named && !isGood, isTooWide };
}

/** The closest place of those named, each within the one before; what does not lie in it counts as not asked. */
function placeOf(codes: readonly string[], book: ReferenceBook): string | null {
  let place: string | null = null;
  for (const [at, level] of placeLevels.entries()) {
    const found = book.place(codes[at] ?? '');
    if (found?.level !== level || !found.code.startsWith(place ?? '')) break;
    place = found.code;
  }
  return place;
}

/** The place and those around it, from the province down. */
export function placesAround(place: string | null): readonly string[] {
  return placeLevels
    .map((_, at) => place?.slice(0, 2 * (at + 1)) ?? '')
    .filter((code, at) => code.length === 2 * (at + 1));
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The question as an address says it. */
export function addressOf(question: Required<Question>): URLSearchParams {
  const { from, to, by, programme, place } = question;
  return new URLSearchParams({
    from,
    to,
    ...(by === null ? {} : { by }),
    ...(programme === null ? {} : { programme }),
    ...Object.fromEntries(placesAround(place).map((code, at) => [placeLevels[at] ?? '', code])),
  });
}
