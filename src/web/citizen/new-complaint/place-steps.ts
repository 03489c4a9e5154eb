import type { Bilingual, Language } from '../../../kernel/language.ts';
import type { Place } from '../../../reference/index.ts';
import type { fieldsOf } from '../../fields.ts';
import type { FieldView } from '../../fields.ts';
import type { PageRequest } from '../../page.ts';
import { kitStrings } from '../../strings/index.ts';
import { fill } from '../../text.ts';
import type { CitizenServices } from '../services.ts';
import type { Strings } from './en.ts';
import { unsure } from './facts.ts';
import type { Facts } from './facts.ts';
import { block } from './step-view.ts';
import type { StepView } from './step-view.ts';

type Request = PageRequest<Strings, CitizenServices>;
type Fields = ReturnType<typeof fieldsOf>;

/** The same text in the other language, for finding it while typing. */
export function other(text: Bilingual, language: Language): string {
  return language === 'km' ? text.en : text.km;
}

/** A place as people say it: ខណ្ឌ ... / Khan ...; provinces by their name alone. */
export function placeName(place: Place, language: Language): string {
  return place.level === 'province' && language === 'en'
    ? place.name.en
    : `${place.unit[language]}${language === 'km' ? '' : ' '}${place.name[language]}`;
}

/** A place as an answer, found by either of its names. */
export function placeItem(place: Place, language: Language, unit = true) {
  return {
    value: place.code,
    label: unit ? placeName(place, language) : place.name[language],
    also: other(place.name, language),
  };
}

/** Districts or communes to choose from, or "I do not know". */
export function placesField(
  name: 'district' | 'commune',
  places: readonly Place[],
  words: { readonly label: string; readonly filter: string },
  request: Request,
  f: Fields,
): FieldView {
  const items = [
    ...places.map((place) => placeItem(place, request.language)),
    { value: unsure, label: request.strings.unknown, divider: kitStrings[request.language].or },
  ];
  return f.radios(name, {
    label: words.label,
    heading: true,
    look: 'grid',
    items,
    filter: places.length > 8 ? words.filter : null,
  });
}

/** The box that finds a place by its name. */
export function searchField(t: Strings, f: Fields): FieldView {
  return f.text('q', { label: t.province.searchLabel, hint: t.province.searchHint, width: '20', autocomplete: 'off' });
}

/** Places found by their name. */
export function foundStep(facts: Facts, request: Request, f: Fields): StepView {
  const t = request.strings;
  const words = facts.fields.one('q');
  const places = words === '' ? [] : facts.reference.searchPlaces(words, 20);
  const items = places.map((place) => ({
    value: place.code,
    label: placeName(place, request.language),
    hint: facts.reference
      .placePath(place.code)
      .slice(0, -1)
      .reverse()
      .map((one) => placeName(one, request.language))
      .join(', '),
  }));
  const search = { field: searchField(t, f), none: items.length === 0 ? fill(t.found.none, { words }) : null };
  const fields = items.length === 0 ? [] : [f.radios('found', { label: t.found.label, heading: true, items })];
  return { title: t.found.label, heading: items.length === 0 ? t.found.label : null, search, blocks: [block(fields)] };
}
