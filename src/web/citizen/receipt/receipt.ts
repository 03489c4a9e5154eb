import { receiptLines } from '../../../cases/index.ts';
import { NotFound } from '../../../kernel/errors.ts';
import type { Language } from '../../../kernel/language.ts';
import { fieldsOf } from '../../fields.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, showDateTime } from '../../text.ts';
import { citizenPage } from '../services.ts';
import type { CitizenServices } from '../services.ts';
import { keyForm } from '../track/form.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, CitizenServices>;

const path = '/complaints/receipt';

/** The signed receipt of a filing: to read and print, as PDF, and as the file that is verified. */
export const receiptPage = citizenPage({
  path,
  permission: 'public',
  audit: { none: 'Issuing the receipt is recorded by the use case' },
  strings: { km, en },
  template: 'citizen/receipt',
  limit: 'lookup',
  form: keyForm,
  show: (request) => keys(request, false),
  async submit(request, key) {
    try {
      const receipt = await request.services.receipt(key);
      const wanted = request.fields.one('take');
      if (wanted === 'pdf') {
        const body = await request.services.receiptPaper(receipt, request.language);
        return { kind: 'file', body, type: 'application/pdf', fileName: 'receipt.pdf' };
      }
      if (wanted === 'json') {
        const body = `${JSON.stringify(receipt, null, 2)}\n`;
        return { kind: 'file', body, type: 'application/json', fileName: 'receipt.json' };
      }
      const { language, strings } = request;
      return {
        kind: 'page',
        template: 'citizen/receipt-shown',
        secret: true,
        languageForm: 'again',
        data: {
          action: request.url(path),
          track: request.url('/complaints/track'),
          key: [
            { name: 'reference', value: key.reference },
            { name: 'receipt', value: key.receipt },
          ],
          rows: receiptLines(receipt).map(({ label, value }) => ({
            key: label[language],
            values: [...asRead(value, language), inGroups(value)],
            action: null,
          })),
          verify: strings.verify.map((step) => fill(step, { keys: '/api/v1/keys' })),
        },
      };
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      await request.services.denied({ actor: null, action: path, code: error.code });
      return keys(request, true);
    }
  },
});

function keys(request: Request, notFound: boolean): Answer {
  const fields = fieldsOf(request);
  const { strings } = request;
  return {
    kind: 'page',
    status: notFound ? 404 : request.faults.any ? 422 : 200,
    secret: true,
    languageForm: { id: 'key', enter: 'open' },
    data: {
      action: request.url(path),
      notFound,
      reference: fields.text('reference', { label: strings.reference, width: '20', autocomplete: 'off' }),
      receipt: fields.text('receipt', {
        label: strings.receipt,
        hint: strings.receiptHint,
        width: '20',
        inputMode: 'numeric',
        autocomplete: 'off',
      }),
    },
  };
}

/** An instant, as people read it, above how it is signed. */
function asRead(value: string, language: Language): string[] {
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? [showDateTime(new Date(value), language)] : [];
}

/** Long values can only be broken, and compared by eye, at blanks. */
function inGroups(value: string): string {
  return value.replace(/[A-Za-z0-9+/=]{20,}/g, (long) => long.replace(/(.{8})(?=.)/g, '$1 '));
}
