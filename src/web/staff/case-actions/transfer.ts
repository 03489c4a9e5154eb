import { z } from 'zod';
import { formOf, requiredText } from '../../form.ts';
import { foldName, isInForce } from '../../../reference/index.ts';
import type { Office, ReferenceBook } from '../../../reference/index.ts';
import { latinDigits } from '../../text.ts';
import { localNames } from '../names.ts';
import { actorOf } from '../staff-page.ts';
import { actionPage } from './action-page.ts';
import { askedConsent, consentField } from './referral-consent.ts';

const mostShown = 24;

/** Offices of the tier that a case may go to, by name or code; the nearest come first. */
function officesFor(
  book: ReferenceBook,
  of: { tier: string; heldOffice: string; place: string; protected: boolean },
  wanted: string,
  on: string,
): readonly Office[] {
  const far = (office: Office) => {
    const place = office.place ?? '';
    const same = [6, 4, 2].find((digits) => place.slice(0, digits) === of.place.slice(0, digits));
    return same === undefined ? 3 : (6 - same) / 2;
  };
  const folded = foldName(wanted);
  const code = latinDigits(wanted).toUpperCase();
  return book
    .officesAt(of.tier)
    .filter((office) => office.code !== of.heldOffice && isInForce(office, on))
    .filter((office) => (office.type === 'protection_desk') === of.protected)
    .filter(
      (office) =>
        folded === '' ||
        office.code.startsWith(code) ||
        foldName(office.name.km).includes(folded) ||
        foldName(office.name.en).includes(folded),
    )
    .toSorted((a, b) => far(a) - far(b) || (a.code < b.code ? -1 : 1))
    .slice(0, mostShown);
}

export const transferPage = actionPage({
  action: 'transfer',
  form: formOf(z.object({ office: requiredText(40), reason: requiredText(10_000), consent: askedConsent })),
  drafts: true,
  words: (strings) => strings.transfer,
  preview: (services, target, value, request) =>
    services.preview(actorOf(request), 'transfer', { ...target, ...value }),
  view(fields, { transfer: of }, { dossier, book, request }) {
    const { language } = request;
    const { on } = localNames(book, language, request.now);
    const wanted = request.fields.one('search');
    const offices = officesFor(book, dossier.view.file, wanted, on);
    const items = offices.map((office) => ({ value: office.code, label: office.name[language], hint: office.code }));
    return {
      ask: { field: fields.text('search', { label: of.search, width: '30' }), value: 'ask', text: of.find },
      fields: [
        ...(items.length === 0 ? [] : [fields.radios('office', { label: of.office, items, look: 'grid' })]),
        fields.textarea('reason', { label: of.reason, rows: 4, max: 10_000 }),
        ...consentField(fields, request.strings, dossier),
      ],
      message: items.length === 0 ? of.noneFound : null,
    };
  },
  run: (services, target, value, request) => services.transfer(actorOf(request), { ...target, ...value }),
});
