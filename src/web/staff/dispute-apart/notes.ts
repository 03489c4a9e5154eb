import { Forbidden, InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { fieldsOf } from '../../fields.ts';
import type { TextView } from '../../fields.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { showDateTime } from '../../text.ts';
import { referenceOf } from '../case/case-page.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

interface Shown {
  readonly opened?: string;
  readonly done?: string;
}

/**
 * A neutral's own notes of a separate session, behind a passphrase that is kept nowhere. The passphrase is asked for each
 * time, never written back into a page, and never carried over.
 */
export const notesPage = staffPage({
  path: '/staff/cases/:reference/dispute/notes',
  section: 'disputes',
  permission: whoMay('resolution.conduct'),
  audit: { none: 'Nobody but the neutral knows of their notes; keeping some is recorded by the use case' },
  strings: { km, en },
  template: 'staff/dispute-notes',
  limit: (fields) => (['read', 'keep'].includes(fields.one('go')) ? 'sign-in' : null),
  show: (request) => showNotes(request, {}),
  async submit(request) {
    const { fields, services, strings, query } = request;
    const { disputes } = services;
    const actor = actorOf(request);
    const passphrase = fields.one('password');
    const session = query.get('session') ?? '';
    switch (fields.one('go')) {
      case 'set':
        if (passphrase !== fields.one('passwordAgain')) {
          return { kind: 'again', faults: [{ field: 'passwordAgain', code: 'differs' }] };
        }
        await disputes.setNotesPassphrase(actor, { passphrase }).catch(asPassword);
        return showNotes(request, { done: strings.key.done });
      case 'read':
        return showNotes(request, { opened: await disputes.readNotes(actor, { session, passphrase }) });
      case 'keep': {
        const text = fields.one('text');
        if (text === '') return { kind: 'again', faults: [{ field: 'text', code: 'required' }] };
        await disputes.takeNotes(actor, { reference: referenceOf(request.params), session, passphrase, text });
        return showNotes(request, { done: strings.notes.kept, opened: text });
      }
      default:
        return showNotes(request, {});
    }
  },
});

/** The use case names its input; the field of the page bears another name, so that it is never carried. */
function asPassword(error: unknown): never {
  if (!(error instanceof InvalidInput)) throw error;
  throw new InvalidInput(error.fields.map((fault) => ({ ...fault, field: 'password' })));
}

async function showNotes(request: Request, shown: Shown): Promise<Answer> {
  const { strings, services, language, query } = request;
  const reference = referenceOf(request.params);
  const { view, inside } = await services.disputes.dossier(actorOf(request), reference);
  const session = view?.sessions.find((each) => each.id === query.get('session') && each.kind === 'separate');
  if (view && !view.capacities.includes('neutral')) throw new Forbidden('forbidden.not_sitting');
  if (view && !session) throw new NotFound('not_found.session');
  const fields = fieldsOf(request);
  const secret = (name: string, label: string): TextView => ({
    ...fields.text(name, { label, type: 'password', autocomplete: 'off', width: '30' }),
    value: '',
  });
  const has = inside?.notes.sessions.includes(session?.id ?? '') === true;
  return {
    kind: 'page',
    title: `${strings.notes.title} – ${reference}`,
    secret: true,
    ...(view ? {} : { status: 409 }),
    ...(view && inside?.notes.hasKey ? { languageForm: { id: 'writing', enter: 'keep' } } : {}),
    data: {
      back: request.url(`/staff/cases/${reference}/dispute`),
      reference,
      closed: view ? null : strings.noDispute,
      action: `${request.url(`/staff/cases/${reference}/dispute/notes`)}?session=${session?.id ?? ''}`,
      session: session ? showDateTime(session.startsAt, language) : null,
      done: shown.done ?? null,
      opened: shown.opened ?? null,
      hasKey: inside?.notes.hasKey ?? false,
      has,
      set: [secret('password', strings.key.passphrase), secret('passwordAgain', strings.key.again)],
      read: secret('password', strings.notes.passphrase),
      write: [
        fields.textarea('text', { label: strings.notes.text, rows: 8, max: 20_000, value: shown.opened ?? '' }),
        { ...secret('password', strings.notes.passphrase), id: 'password-write' },
      ],
    },
  };
}
