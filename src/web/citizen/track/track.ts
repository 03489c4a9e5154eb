import { InvalidInput, isDomainError, NotFound, RuleBroken, type FieldFault } from '../../../kernel/errors.ts';
import { Faults } from '../../faults.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, showDate } from '../../text.ts';
import { mandateWords, readRepresentative } from '../../mandate/filing-representative.ts';
import { fileWords, takeIn } from '../files/files.ts';
import { citizenPage } from '../services.ts';
import type { Appealed, CaseKey, CitizenServices } from '../services.ts';
import { switchForm, typedAct } from '../typed-act.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { actionForms, actionNames, actionOf, keyForm, letterOf } from './form.ts';
import type { ActionName } from './form.ts';
import { km } from './km.ts';
import { nothingDone, presentCase, presentKeyForm } from './present.ts';
import type { Outcome } from './present.ts';

type Request = PageRequest<Strings, CitizenServices>;

/**
 * Number and receipt open the case; every form on it carries both, so that neither is ever in an address and nothing is kept
 * on the server. A wrong pair gets the same answer whatever is wrong about it.
 */
export const track = citizenPage({
  path: '/complaints/track',
  permission: 'public',
  audit: { none: 'The use cases that open or change a case record it themselves' },
  strings: {
    km: { ...km, faults: { ...fileWords.km.faults, ...mandateWords.km.faults, ...km.faults } },
    en: { ...en, faults: { ...fileWords.en.faults, ...mandateWords.en.faults, ...en.faults } },
  },
  uploads: true,
  template: 'citizen/track',
  limit: 'lookup',
  form: keyForm,
  show: (request) => ({
    kind: 'page',
    data: presentKeyForm(request, false),
    secret: true,
    languageForm: { id: 'track', enter: 'open' },
  }),
  async submit(request, key) {
    try {
      const letter = letterOf(request.fields);
      if (letter !== null) {
        const { content, mediaType, fileName } = await request.services.letter(key, letter, request.language);
        return { kind: 'file', body: content, type: mediaType, fileName };
      }
      const wanted = request.fields.one('fetch');
      if (wanted !== '') {
        const { content, mediaType, name } = await request.services.attachment(key, wanted);
        return { kind: 'file', body: Buffer.from(content), type: mediaType, fileName: name };
      }
      const action = actionOf(request.fields);
      const outcome =
        request.fields.one('go') === 'attach'
          ? await attach(key, request)
          : action === null
            ? { ...nothingDone, tried: typedAct(request.fields, actionNames) }
            : await act(action, key, request);
      return await caseAnswer(key, outcome, request);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      await request.services.denied({ actor: null, action: '/complaints/track', code: error.code });
      return {
        kind: 'page',
        status: 404,
        data: presentKeyForm(request, true),
        secret: true,
        languageForm: { id: 'track', enter: 'open' },
      };
    }
  },
});

async function caseAnswer(key: CaseKey, outcome: Outcome, request: Request): Promise<Answer> {
  const found = await request.services.lookup(key, request.language);
  const summary = outcome.faults.any ? { errors: outcome.faults.summary } : {};
  const data = presentCase(key, found, outcome, request);
  return {
    kind: 'page',
    status: outcome.faults.any ? 422 : outcome.refused ? 409 : 200,
    template: 'citizen/track-case',
    title: `${request.strings.title} ${found.reference}`,
    data: { ...data, ...summary },
    secret: true,
    languageForm: switchForm(data.actions, outcome.tried, request.fields),
    quickExit: found.isProtected,
  };
}

/** Adds the files that came; those that are refused are named, the others are kept. */
async function attach(key: CaseKey, request: Request): Promise<Outcome> {
  const { upload, strings, language, services } = request;
  try {
    const { taken, faults } = await takeIn(upload, language, (file) => services.attach(key, file));
    const missing = taken === 0 && faults.length === 0 ? [{ field: 'file', code: 'file_needed' }] : faults;
    return {
      ...nothingDone,
      tried: 'attach',
      done: taken === 0 ? null : strings.done.attach,
      faults: new Faults(missing, strings.faults, language),
    };
  } catch (error) {
    if (error instanceof RuleBroken) return { ...nothingDone, refused: true };
    throw error;
  }
}

/** Does what was asked; a rule that forbids it now is told on the page, not instead of it. */
async function act(action: ActionName, key: CaseKey, request: Request): Promise<Outcome> {
  const parsed = actionForms[action].parse(request.fields);
  const speaks = speaking(action, request);
  const faults = [...(parsed.ok ? [] : parsed.faults), ...speaks.faults];
  const wrong = (found: readonly FieldFault[]): Outcome => ({
    ...nothingDone,
    tried: action,
    faults: new Faults(found, request.strings.faults, request.language),
  });
  if (faults.length > 0) return wrong(faults);
  try {
    return { ...nothingDone, done: await perform(action, key, request) };
  } catch (error) {
    if (error instanceof InvalidInput && action === 'appeal') return wrong(error.fields);
    if (error instanceof RuleBroken || (isDomainError(error) && error.name === 'Conflict'))
      return { ...nothingDone, refused: true };
    throw error;
  }
}

/** Who files for the party, where the form asks for that. */
function speaking(action: ActionName, { fields, upload, now }: Request): ReturnType<typeof readRepresentative> {
  return action === 'appeal' ? readRepresentative(fields, upload, now) : { value: null, faults: [] };
}

async function perform(action: ActionName, key: CaseKey, request: Request): Promise<string> {
  const { fields, services, strings } = request;
  const optional = (name: string) => fields.one(name) || null;
  switch (action) {
    case 'reply':
      await services.reply(key, fields.one('text'));
      break;
    case 'accept':
      await services.accept(key);
      break;
    case 'appeal': {
      const made = await services.appeal(
        key,
        fields.one('reasons'),
        optional('late'),
        request.language,
        speaking(action, request).value,
      );
      return made.sentBack ? sentBack(made, request) : fill(strings.done.appeal, { reference: made.reference });
    }
    case 'withdraw':
      await services.withdraw(key, optional('why'));
      break;
    case 'rate':
      await services.rate(key, Number(fields.one('score')), optional('comment'));
      break;
    case 'confirm-remedy':
      await services.confirmRemedy(key, fields.one('remedy'), fields.one('received') === 'yes', optional('note'));
      break;
  }
  return strings.done[action];
}

/** What became of what came too early, what happens next, and by when. */
function sentBack(made: Extract<Appealed, { readonly sentBack: true }>, { strings, language }: Request): string {
  const { taken, hasUntil, next, theOffice } = strings.sentBack;
  const office = made.heldBy ?? theOffice;
  const until = made.until === null ? [] : [fill(hasUntil, { date: showDate(made.until, language) })];
  return [fill(taken, { office, reference: made.reference }), ...until, next].join(' ');
}
