import { phnomPenhDay } from '../../../reference/index.ts';
import { consentWays } from '../../../resolution/index.ts';
import type { ItemsView } from '../../fields.ts';
import { mandateState } from '../dispute/people.ts';
import { staffWords } from '../words/index.ts';
import { asked } from './act-page.ts';
import type { ActContext, FieldMaker } from './act-page.ts';
import type { FieldReader } from '../../field-reader.ts';

/** Which party; the one that the address names is chosen. */
export function partyField(fields: FieldMaker, of: ActContext, name = 'party', label?: string): ItemsView {
  const items = [...of.parties].map(([value, text]) => ({ value, label: text }));
  return fields.radios(name, { label: label ?? of.request.strings.f.party, items, value: asked(of.request, 'party') });
}

/** Who speaks: the party itself, or somebody with a mandate; the use case judges the mandate. */
export function speakerField(fields: FieldMaker, of: ActContext, name = 'representative'): ItemsView {
  const { strings, now } = of.request;
  const wanted = asked(of.request, 'party');
  const items = of.view.parties
    .filter((party) => wanted === '' || party.id === wanted)
    .flatMap((party) =>
      party.representatives.map((each) => ({
        value: each.id,
        label: `${of.inside.representatives.get(each.id)?.name ?? of.words.unnamed} – ${of.parties.get(party.id) ?? ''} (${
          of.words.mandate[mandateState(each, phnomPenhDay(now))]
        })`,
      })),
    );
  return fields.select(name, {
    label: strings.f.representative,
    items: [{ value: '', label: strings.f.itself }, ...items],
  });
}

/** How a party said something to an officer. */
export function wayField(fields: FieldMaker, of: ActContext): ItemsView {
  const items = staffWays.map((value) => ({ value, label: of.words.ways[value] }));
  return fields.radios('way', { label: of.request.strings.f.way, items, value: 'in_person' });
}

/** `receipt` is how a party says something on its own page. */
export const staffWays = consentWays.filter((way) => way !== 'receipt');

export function readSpeaker(of: FieldReader) {
  return { party: of.chosen('party'), representative: of.optional('representative', 60) };
}

/** Labels of the three parts of a day. */
export function dayLabels({ request }: ActContext): readonly [string, string, string] {
  const { day, month, year } = staffWords[request.language].dayLabels;
  return [day, month, year];
}
