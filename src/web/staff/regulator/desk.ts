import { parseReceipt, parseReference } from '../../../cases/index.ts';
import { NotFound } from '../../../kernel/errors.ts';
import { fieldsOf } from '../../fields.ts';
import { mandateWords, readRepresentative, representativeFields } from '../../mandate/filing-representative.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, showDate } from '../../text.ts';
import type { StaffServices } from '../services.ts';
import { isSwitch, staffPage } from '../staff-page.ts';
import { ruleWords } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { takesFilings } from './inbox.ts';
import { km } from './km.ts';
import type { DeskWindow } from './use-cases.ts';

type Request = PageRequest<Strings, StaffServices>;

/**
 * A party who came in person: whether the right to file is open, by the reference and receipt that they show. In time or late,
 * the complaint is taken down; too early, they go back to the operator, and their case says so.
 */
export const regulatorDeskPage = staffPage({
  path: '/staff/regulator/desk',
  section: 'regulator',
  permission: takesFilings,
  audit: 'regulator.desk',
  strings: {
    km: { ...km, faults: { ...mandateWords.km.faults, ...km.faults } },
    en: { ...en, faults: { ...mandateWords.en.faults, ...en.faults } },
  },
  uploads: true,
  template: 'staff/regulator-desk',
  // Guessing at receipts is counted as anywhere else.
  limit: 'lookup',
  show: (request) => showDesk(request, null, null),
  async submit(request) {
    const { fields, services } = request;
    if (isSwitch(fields)) return shownAsTyped(request);
    const reference = parseReference(fields.one('reference'));
    const receipt = parseReceipt(fields.one('receipt'));
    const needed = ['reference', 'receipt'].filter((name) => fields.one(name) === '');
    if (needed.length > 0) return { kind: 'again', faults: needed.map((field) => ({ field, code: 'required' })) };
    if (reference === null || receipt === null) return showDesk(request, null, request.strings.pairUnknown);
    const shown = { reference, receipt };
    const speaks = readRepresentative(fields, request.upload, request.now);
    try {
      const go = fields.one('go');
      if (go === 'back') {
        const grounds = fields.one('grounds');
        const faults = [...(grounds === '' ? [{ field: 'grounds', code: 'required' }] : []), ...speaks.faults];
        if (faults.length > 0) return { kind: 'again', faults };
        const filed = await services.regulator.sendBack(shown, { grounds, representative: speaks.value });
        const what = filed === null ? 'done=back' : `filed=${filed.reference}`;
        return { kind: 'redirect', to: `${request.url('/staff/regulator/desk')}?${what}` };
      }
      const window = await services.regulator.deskWindow(shown);
      if (go !== 'file') return await showDesk(request, window, null);
      const grounds = fields.one('grounds');
      const lateReason = fields.one('lateReason');
      const faults = [
        ...(grounds === '' ? [{ field: 'grounds', code: 'required' }] : []),
        ...(window.state === 'late' && lateReason === '' ? [{ field: 'lateReason', code: 'required' }] : []),
        ...speaks.faults,
      ];
      if (faults.length > 0) return { kind: 'again', faults };
      const filed = await services.regulator.fileAtDesk(shown, {
        grounds,
        lateReason: lateReason || null,
        representative: speaks.value,
      });
      return { kind: 'redirect', to: `${request.url('/staff/regulator/desk')}?filed=${filed.reference}` };
    } catch (error) {
      if (!(error instanceof NotFound) || error.code !== 'not_found.pair') throw error;
      return showDesk(request, null, request.strings.pairUnknown);
    }
  },
});

/** The form as typed, for the language switch. The window is looked at again only where it was seen already. */
async function shownAsTyped(request: Request): Promise<Answer> {
  try {
    return await showDesk(request, null, null);
  } catch (error) {
    if (!(error instanceof NotFound) || error.code !== 'not_found.pair') throw error;
    return showDesk(request, null, request.strings.pairUnknown);
  }
}

async function showDesk(request: Request, known: DeskWindow | null, wrong: string | null): Promise<Answer> {
  const { strings, fields: typed, faults, query, language, services } = request;
  const fields = fieldsOf(request);
  // Refused for what is missing: the window is looked at again, so that the rest of the form stays.
  const reference = parseReference(typed.one('reference'));
  const receipt = parseReceipt(typed.one('receipt'));
  const isFiling =
    (['file', 'back'].includes(typed.one('go')) || (isSwitch(typed) && typed.has('grounds'))) &&
    reference !== null &&
    receipt !== null &&
    wrong === null;
  const window = known ?? (isFiling ? await services.regulator.deskWindow({ reference, receipt }) : null);
  const filed = parseReference(query.get('filed') ?? '');
  const mayFile = window !== null && window.state !== 'too_early' && window.state !== 'refused';
  return {
    kind: 'page',
    title: strings.deskTitle,
    languageForm: { id: 'typed', enter: 'check' },
    status: wrong !== null ? 404 : faults.any ? 422 : 200,
    data: {
      action: request.url('/staff/regulator/desk'),
      back: request.url('/staff/regulator'),
      done:
        filed !== null
          ? fill(strings.filed, { reference: filed })
          : query.get('done') === 'back'
            ? strings.sentBack
            : null,
      open: filed === null ? null : request.url(`/staff/regulator/${filed}`),
      wrong,
      pair: [
        fields.text('reference', { label: strings.reference, width: '20' }),
        fields.text('receipt', {
          label: strings.receipt,
          hint: strings.receiptHint,
          width: '20',
          inputMode: 'numeric',
          autocomplete: 'off',
        }),
      ],
      verdict: window === null ? null : { text: verdictOf(window, strings, language), isOpen: mayFile },
      isEarly: window?.state === 'too_early',
      filing:
        mayFile || window?.state === 'too_early'
          ? [
              fields.textarea('grounds', { label: strings.grounds, hint: strings.groundsHint, rows: 8, max: 10_000 }),
              ...(window.state === 'late'
                ? [fields.textarea('lateReason', { label: strings.lateReason, rows: 3, max: 2_000 })]
                : []),
              ...representativeFields(fields, language, false),
            ]
          : null,
    },
  };
}

function verdictOf(window: DeskWindow, { verdicts }: Strings, language: Request['language']): string {
  if (window.state === 'refused') return fill(verdicts.refused, { why: ruleWords(window.rule, language) });
  if (window.state !== 'too_early') return verdicts[window.state];
  return window.opensOn === null
    ? verdicts.too_early
    : fill(verdicts.too_early_until, { date: showDate(window.opensOn, language) });
}
