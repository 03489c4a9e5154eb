import type { PartyView } from '../../../cases/index.ts';
import type { Language } from '../../../kernel/language.ts';
import { mandateWords } from '../../mandate/filing-representative.ts';
import { fill, localDigits, showDate } from '../../text.ts';
import type { Names } from '../names.ts';
import { readableView } from '../readable.ts';
import { word } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import type { Strings } from './en.ts';

interface Row {
  readonly key: string;
  readonly values: readonly string[];
  readonly action: null;
}

/** The people of a case: what is known of each, or that it may not or cannot be read. */
export function presentParties(
  parties: readonly PartyView[],
  names: Names,
  strings: Strings,
  words: Words,
  language: Language,
) {
  return parties.map((party) => ({
    side: words.sides[party.side],
    closed: party.details.state === 'readable' ? null : readableView(party.details, words).text,
    rows: rowsOf(party, names, strings, words, language),
  }));
}

function rowsOf(party: PartyView, names: Names, strings: Strings, words: Words, language: Language): Row[] {
  const rows: Row[] = [];
  const { party: labels } = strings;
  const add = (key: string, ...values: (string | null | undefined)[]) => {
    const said = values.filter((value): value is string => value != null && value !== '');
    if (said.length > 0) rows.push({ key, values: said, action: null });
  };
  const details = party.details;
  if (details.state !== 'readable') {
    if (party.office !== null) add(labels.office, names.office(party.office));
    return rows;
  }
  if (party.side === 'complainant' && 'contact' in details.value) {
    const of = details.value;
    add(labels.name, of.name ?? words.anonymous);
    add(labels.phone, of.phone);
    add(labels.email, of.email);
    add(labels.address, of.address);
    add(labels.contact, word(words.contactChannels, of.contact.channel), of.contact.safe ? null : labels.unsafe);
    add(labels.note, of.contact.note);
    add(labels.sex, word(words.sexes, of.sex));
    add(labels.birthYear, of.birthYear === null ? null : localDigits(of.birthYear, language));
    add(labels.disability, word(words.yesNo, of.disability));
    add(labels.socialProtectionId, of.ids.socialProtectionId);
    add(labels.nssfMemberId, of.ids.nssfMemberId);
    add(labels.equityCard, of.ids.equityCard);
    add(labels.nationalId, of.ids.nationalId);
  } else if (party.side === 'representative' && 'relation' in details.value) {
    add(labels.name, details.value.name);
    add(labels.phone, details.value.phone);
    add(labels.relation, details.value.relation);
    const { mandate } = details.value;
    if (mandate) {
      const { kinds } = mandateWords[language];
      const until =
        mandate.validUntil === null
          ? null
          : fill(labels.mandateUntil, { date: showDate(mandate.validUntil, language) });
      add(labels.mandate, kinds[mandate.kind], until);
    }
  } else if (party.side === 'about' && 'kind' in details.value) {
    add(labels.kind, word(words.aboutKinds, details.value.kind));
    add(labels.office, details.value.office === null ? null : names.office(details.value.office));
    add(labels.name, details.value.name);
  }
  return rows;
}
