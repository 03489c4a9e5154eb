import { referenceOf } from '../case/case-page.ts';
import { fieldsOf } from '../../fields.ts';
import { latinDigits } from '../../text.ts';
import { statementItems } from '../../../resolution/index.ts';
import type { StatementItem } from '../../../resolution/index.ts';
import type { FieldFault } from '../../../kernel/errors.ts';
import type { SentFields } from '../../sent-fields.ts';
import { actorOf, asTyped, isSwitch, staffPage } from '../staff-page.ts';
import { en } from './en.ts';
import { atRegulator } from './inbox.ts';
import { km } from './km.ts';
import { presentFiling } from './present-filing.ts';

/** The intake of one filing: its window, what is missing, the clock that starts when nothing is, and the operator's file. */
export const filingPage = staffPage({
  path: '/staff/regulator/:reference',
  section: 'regulator',
  permission: atRegulator,
  audit: { none: 'Reading a confidential case is recorded by the use case; what is done, too' },
  strings: { km, en },
  template: 'staff/regulator-filing',
  async show(request) {
    const reference = referenceOf(request.params);
    const actor = actorOf(request);
    const { services } = request;
    const [intake, dossier, book] = await Promise.all([
      services.regulator.intake(actor, reference),
      services.dossier(actor, reference),
      services.book(),
    ]);
    const data = presentFiling(intake, dossier, book, request, fieldsOf(request));
    const typed = typedIn(request.fields);
    const form = typed ?? (data.stating ? 'stating' : data.asking ? 'asking' : null);
    return {
      kind: 'page',
      title: `${request.strings.intake} – ${reference}`,
      ...(form === null ? {} : { languageForm: { id: form, enter: form === 'stating' ? 'state' : 'ask' } }),
      data: { ...data, typed },
    };
  },
  async submit(request) {
    if (isSwitch(request.fields)) return asTyped;
    const reference = referenceOf(request.params);
    const actor = actorOf(request);
    const { services, fields } = request;
    const version = Number.parseInt(fields.one('version'), 10);
    const target = { reference, expectedVersion: Number.isNaN(version) ? null : version };
    const done = (what: string) => ({
      kind: 'redirect' as const,
      to: `${request.url(`/staff/regulator/${reference}`)}?done=${what}`,
    });
    switch (fields.one('go')) {
      case 'open': {
        const size = fields.one('panel');
        if (size !== '1' && size !== '3') return { kind: 'again', faults: [{ field: 'panel', code: 'choose' }] };
        await services.regulator.open(actor, { reference, mode: 'conciliation', panelSize: size === '1' ? 1 : 3 });
        return done('open');
      }
      case 'state': {
        const items = itemsIn(fields);
        if (Object.keys(items).length === 0) return { kind: 'again', faults: [{ field: 'object', code: 'required' }] };
        await services.regulator.state(actor, { ...target, items });
        const { filing } = await services.regulator.intake(actor, reference);
        return done(filing.step === 'complete' ? 'complete' : 'state');
      }
      default: {
        const asked = askedIn(fields);
        if ('faults' in asked) return { kind: 'again', faults: asked.faults };
        await services.regulator.requestMore(actor, { ...target, ...asked });
        return done('ask');
      }
    }
  },
});

/** Which of the two forms was sent; null when neither was. */
function typedIn(fields: SentFields): 'stating' | 'asking' | null {
  if (fields.has('text')) return 'asking';
  return statementItems.some((item) => fields.has(item)) ? 'stating' : null;
}

function itemsIn(fields: SentFields): Partial<Record<StatementItem, string>> {
  return Object.fromEntries(statementItems.map((item) => [item, fields.one(item)] as const).filter(([, text]) => text));
}

type Asked =
  | { readonly items: readonly string[]; readonly text: string; readonly replyWithinWorkingDays: number }
  | { readonly faults: readonly FieldFault[] };

function askedIn(fields: SentFields): Asked {
  const items = fields.all('items');
  const text = fields.one('text');
  const days = latinDigits(fields.one('days'));
  const faults: FieldFault[] = [
    ...(items.length === 0 ? [{ field: 'items', code: 'required' }] : []),
    ...(text === '' ? [{ field: 'text', code: 'required' }] : []),
    ...([...text].length > 10_000 ? [{ field: 'text', code: 'too_long', params: { max: 10_000, most: 10_000 } }] : []),
    ...(/^([1-9]|10)$/.test(days) ? [] : [{ field: 'days', code: 'days' }]),
  ];
  return faults.length > 0 ? { faults } : { items, text, replyWithinWorkingDays: Number(days) };
}
