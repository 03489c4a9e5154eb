import { Forbidden } from '../../../kernel/errors.ts';
import { fieldsOf } from '../../fields.ts';
import { referenceOf } from '../case/case-page.ts';
import { partyNames } from '../dispute/people.ts';
import { disputeWords } from '../dispute-words/index.ts';
import { readForm } from '../../field-reader.ts';
import { localNames } from '../names.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** Offers made without prejudice, for the sitting neutrals while they sit; PostgreSQL shows them to nobody else. */
export const offersPage = staffPage({
  path: '/staff/cases/:reference/dispute/offers',
  section: 'disputes',
  permission: whoMay('resolution.conduct'),
  audit: { none: 'Read by the sitting neutrals alone; keeping one is recorded by the use case' },
  strings: { km, en },
  template: 'staff/dispute-offers',
  form: readForm((of) => ({ party: of.text('party', 60), text: of.text('text', 20_000) })),
  async show(request) {
    const { strings, services, language, now } = request;
    const actor = actorOf(request);
    const reference = referenceOf(request.params);
    const [{ view }, book] = await Promise.all([services.disputes.dossier(actor, reference), services.book()]);
    if (view && !view.capacities.includes('neutral')) throw new Forbidden('forbidden.not_sitting');
    const offers = view ? await services.disputes.readOffers(actor, { reference }) : [];
    const parties = view ? partyNames(view, disputeWords[language], localNames(book, language, now)) : new Map();
    const fields = fieldsOf(request);
    const items = [...parties].map(([value, label]) => ({ value: String(value), label: String(label) }));
    return {
      kind: 'page',
      title: `${strings.offers.title} – ${reference}`,
      secret: true,
      ...(view ? {} : { status: 409 }),
      ...(view?.permittedActions.includes('offer') ? { languageForm: { id: 'typed', enter: 'do' } } : {}),
      data: {
        back: request.url(`/staff/cases/${reference}/dispute`),
        reference,
        closed: view ? null : strings.noDispute,
        action: request.url(`/staff/cases/${reference}/dispute/offers`),
        done: request.query.get('done') === 'kept' ? strings.offers.kept : null,
        offers: offers.map((each) => ({ who: parties.get(each.partyId) ?? '', text: each.text, at: each.offeredAt })),
        mayAdd: view?.permittedActions.includes('offer') ?? false,
        fields: [
          fields.radios('party', { label: strings.offers.party, items }),
          fields.textarea('text', { label: strings.offers.text, rows: 5, max: 20_000 }),
        ],
      },
    };
  },
  async submit(request, value) {
    const reference = referenceOf(request.params);
    const { disputes } = request.services;
    const actor = actorOf(request);
    if ((await disputes.dossier(actor, reference)).view === null) return { kind: 'again', faults: [] };
    await disputes.makeOffer(actor, { reference, ...value });
    return { kind: 'redirect', to: `${request.url(`/staff/cases/${reference}/dispute/offers`)}?done=kept` };
  },
});
