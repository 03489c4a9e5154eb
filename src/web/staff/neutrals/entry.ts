import type { ReferenceBook } from '../../../reference/index.ts';
import { modes, type Mode } from '../../../resolution/index.ts';
import { fieldsOf } from '../../fields.ts';
import type { Form } from '../../form.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, latinDigits, localDigits } from '../../text.ts';
import { readForm } from '../../field-reader.ts';
import { disputeWords } from '../dispute-words/index.ts';
import { localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en, type Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;
const spoken = ['km', 'en'] as const;
const mostAbsences = 20;

interface Sent {
  readonly modes: readonly Mode[];
  readonly competences: readonly string[];
  readonly languages: readonly string[];
  readonly place: string | null;
  readonly active: boolean;
  readonly absences: readonly { readonly from: string; readonly to: string }[];
}

function countOf(sent: string): number {
  const count = Number.parseInt(sent, 10);
  return Number.isNaN(count) ? 0 : Math.min(Math.max(count, 0), mostAbsences);
}

const form: Form<Sent> = readForm((of) => {
  const some = (name: string): readonly string[] => {
    const ticked = of.all(name);
    if (ticked.length === 0) of.fault(name, 'choose');
    return ticked;
  };
  const chosen = some('modes');
  const sent = {
    modes: modes.filter((mode) => chosen.includes(mode)),
    competences: some('competences'),
    languages: some('languages'),
    place: of.optional('place', 200),
    active: of.isYes('active'),
  };
  const absences: { from: string; to: string }[] = [];
  for (let at = 0; at < countOf(of.optional('sets', 4) ?? ''); at += 1) {
    const [from, to] = [of.optionalDay(`absences.${at}.from`), of.optionalDay(`absences.${at}.to`)];
    if (from === null && to === null) continue;
    if (from === null) of.fault(`absences.${at}.from`, 'date');
    if (to === null) of.fault(`absences.${at}.to`, 'date');
    if (from !== null && to !== null) absences.push({ from, to });
  }
  return { ...sent, absences };
});

/** The place meant by a code or a name; null when there is none. */
function placeMeant(book: ReferenceBook, typed: string): string | null {
  const code = latinDigits(typed).trim();
  return (book.place(code) ?? book.searchPlaces(typed.trim(), 1)[0] ?? null)?.code ?? null;
}

/** One entry of the roster: kept by those of the same office who keep disputes, by the Regulator for any. */
export const neutralPage = staffPage<Strings, Sent>({
  path: '/staff/neutrals/:person',
  section: 'disputes',
  permission: whoMay('resolution.manage'),
  audit: { none: 'The change is recorded by the use case' },
  strings: { km, en },
  template: 'staff/neutral',
  form: {
    parse: (fields) =>
      fields.one('go') === 'more' ? { ok: true, value: null as unknown as Sent } : form.parse(fields),
  },
  show,
  async submit(request, sent) {
    if (request.fields.one('go') === 'more') {
      const more = String(countOf(request.fields.one('sets')) + 1);
      return show({ ...request, fields: request.fields.with({ sets: more }) });
    }
    const place = sent.place === null ? null : placeMeant(await request.services.book(), sent.place);
    if (sent.place !== null && place === null) {
      return { kind: 'again', faults: [{ field: 'place', code: 'unknown_place' }] };
    }
    const personId = request.params['person'] ?? '';
    await request.services.disputes.keepNeutral(actorOf(request), { personId, ...sent, place });
    return { kind: 'redirect', to: `${request.url('/staff/neutrals')}?done=saved` };
  },
});

async function show(request: Request): Promise<Answer> {
  const { services, strings, language, now } = request;
  const personId = request.params['person'] ?? '';
  const [entry, book] = await Promise.all([services.disputes.rosterEntry(actorOf(request), personId), services.book()]);
  const names = localNames(book, language, now);
  const fields = fieldsOf(request);
  const { f } = strings;
  const { day, month, year } = staffWords[language].dayLabels;
  const words = disputeWords[language];
  const count = request.fields.has('sets') ? countOf(request.fields.one('sets')) : entry.absences.length + 1;
  return {
    kind: 'page',
    title: `${entry.name} – ${strings.title}`,
    status: request.faults.any ? 422 : 200,
    languageForm: { id: 'action', enter: 'do' },
    data: {
      back: request.url('/staff/neutrals'),
      heading: entry.name,
      office: names.office(entry.office),
      load: fill(strings.load, { n: localDigits(entry.load, language) }),
      action: request.url(`/staff/neutrals/${personId}`),
      fields: [
        fields.radios('active', {
          label: f.active,
          items: [
            { value: 'yes', label: f.yes },
            { value: 'no', label: f.no },
          ],
          value: entry.active ? 'yes' : 'no',
        }),
        fields.checkboxes('modes', {
          label: f.modes,
          items: modes.map((mode) => ({ value: mode, label: words.modes[mode] })),
          values: entry.isNew ? modes : entry.modes,
        }),
        fields.checkboxes('competences', {
          label: f.competences,
          items: [
            { value: '*', label: strings.allMatters },
            ...book.categories(names.on).map((each) => ({ value: each.code, label: each.name[language] })),
          ],
          values: entry.isNew ? ['*'] : entry.competences,
          look: 'grid',
        }),
        fields.checkboxes('languages', {
          label: f.languages,
          items: spoken.map((each) => ({ value: each, label: strings.languages[each] })),
          values: entry.isNew ? ['km'] : entry.languages,
        }),
        fields.text('place', { label: f.place, hint: f.placeHint, value: entry.place ?? '', width: '30' }),
      ],
      count,
      error: request.faults.text('absences'),
      absences: Array.from({ length: count }, (_, at) => ({
        legend: fill(f.absence, { n: localDigits(at + 1, language) }),
        fields: (['from', 'to'] as const).map((end) =>
          fields.date(`absences.${at}.${end}`, {
            label: f[end],
            labels: [day, month, year],
            value: entry.absences[at]?.[end] ?? '',
          }),
        ),
      })),
    },
  };
}
