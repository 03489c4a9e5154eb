import { newDraftToken } from '../../../intake/index.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { noFields } from '../../sent-fields.ts';
import type { SentFields } from '../../sent-fields.ts';
import { fileWords, takeIn } from '../files/files.ts';
import { citizenPage } from '../services.ts';
import type { CitizenReference, CitizenServices, FiledComplaint } from '../services.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { factsOf, isStep, stepOfField, stepsFor, unsure } from './facts.ts';
import type { Facts, Step } from './facts.ts';
import { complaintOf, faultsOf, firstFaulty } from './form.ts';
import { km } from './km.ts';
import { presentFiled, presentStep } from './present.ts';
import { isTopic } from './topics.ts';

type Request = PageRequest<Strings, CitizenServices>;

/**
 * One question a page. All answers travel in the form itself, from question to question, and everything works without
 * JavaScript. `at` names the question answered, `go` where to go. Only files are kept on the server before the complaint is
 * sent, for a day, sealed with a key made of the token that travels in the form (`files`).
 */
export const newComplaint = citizenPage({
  path: '/complaints/new',
  permission: 'public',
  audit: { none: 'Filing itself is recorded by its use case; an unfinished complaint belongs to the person alone' },
  strings: {
    km: { ...km, faults: { ...fileWords.km.faults, ...km.faults } },
    en: { ...en, faults: { ...fileWords.en.faults, ...en.faults } },
  },
  template: 'citizen/new-complaint',
  uploads: true,
  limit: (fields) => (fields.one('go') === 'file' ? 'filing' : null),
  async show(request) {
    const reference = await request.services.reference();
    if (request.fields.empty) return start(reference, request);
    const facts = factsOf(request.fields, reference, request.now);
    const wrong = request.faults.fields[0];
    return question(wrong === undefined ? stepAt(request.fields, facts) : stepOfField(wrong, facts), facts, request);
  },
  submit: (request) => follow(request),
});

/** What the answers mean when some have changed. */
function factsWith(fields: SentFields, facts: Facts, request: Request): Facts {
  return factsOf(fields, facts.reference, request.now);
}

/** A fresh complaint; its key, made here, lets it be filed once however often it is sent. */
function start(reference: CitizenReference, request: Request): Promise<Answer> {
  const topic = request.query.get('topic') ?? '';
  const known = isTopic(topic);
  const fields = noFields.with({ key: newId(), ...(known ? { topic } : {}) });
  const facts = factsOf(fields, reference, request.now);
  return question(known ? (stepsFor(facts)[1] ?? 'topic') : 'topic', facts, request);
}

async function question(step: Step, facts: Facts, request: Request): Promise<Answer> {
  const token = tokenIn(facts.fields);
  const files =
    token !== null && (step === 'files' || step === 'check') && stepsFor(facts).includes('files')
      ? await request.services.staged(token)
      : [];
  const changing = facts.fields.one('check') === 'yes';
  const view = presentStep(step, facts, { ...request, fields: facts.fields }, changing, files);
  const secret = facts.minimal;
  return {
    kind: 'page',
    title: view.step.title,
    data: view,
    secret,
    languageForm: { id: 'complaint', enter: step === 'check' ? 'stay' : 'next' },
    quickExit: secret,
  };
}

function stepAt(fields: SentFields, facts: Facts): Step {
  const at = fields.one('at');
  return isStep(at) ? at : (stepsFor(facts)[0] ?? 'topic');
}

/** The token under which files of this complaint are kept; null while there are none. */
function tokenIn(fields: SentFields): string | null {
  const token = fields.one('files');
  return /^[\w-]{32}$/.test(token) ? token : null;
}

async function follow(request: Request): Promise<Answer> {
  const given = request.fields.one('key') === '' ? request.fields.with({ key: newId() }) : request.fields;
  const sent = request.upload.files.length > 0;
  const token = tokenIn(given) ?? (sent ? newDraftToken() : null);
  const keyed = token === null ? given : given.with({ files: token });
  if (sent && token !== null) {
    // Wherever the person goes from here, what they chose is kept.
    const { faults } = await takeIn(request.upload, request.language, (file) => request.services.stage(token, file));
    if (faults.length > 0) return { kind: 'again', faults, fields: keyed };
  }
  const facts = factsOf(keyed, await request.services.reference(), request.now);
  const at = stepAt(keyed, facts);
  const go = keyed.one('go');
  if (go === 'language' || go === 'resume') return question(at, facts, request);
  if (go === 'add')
    return sent
      ? question('files', facts, request)
      : { kind: 'again', faults: [{ field: 'file', code: 'file_needed' }], fields: keyed };
  if (go.startsWith('remove:')) {
    if (token !== null) await request.services.unstage(token, go.slice('remove:'.length));
    return question('files', facts, request);
  }
  if (go === 'search') return question('found', facts, request);
  if (go === 'back') return question(before(at, facts), facts, request);
  if (go.startsWith('change:')) {
    const wanted = go.slice('change:'.length);
    return question(
      isStep(wanted) ? wanted : 'check',
      factsWith(keyed.with({ check: 'yes' }), facts, request),
      request,
    );
  }
  if (go === 'file') return file(facts, request);
  const faults = faultsOf(at, facts);
  return faults.length > 0 ? { kind: 'again', faults, fields: keyed } : onwards(at, facts, request);
}

function before(at: Step, facts: Facts): Step {
  if (at === 'found') return 'province';
  if (facts.fields.one('check') === 'yes') return 'check';
  const all = stepsFor(facts);
  return all[Math.max(0, all.indexOf(at) - 1)] ?? 'topic';
}

/** The next question; while an answer is being changed, the next that the change leaves open, else the check. */
function onwards(at: Step, facts: Facts, request: Request): Promise<Answer> {
  const settled = factsWith(settle(at, facts), facts, request);
  const all = stepsFor(settled);
  if (settled.fields.one('check') === 'yes') {
    const open = firstFaulty(settled);
    return question(
      open?.step ?? 'check',
      open === null ? factsWith(settled.fields.with({ check: [] }), settled, request) : settled,
      request,
    );
  }
  const here = at === 'found' ? 'province' : at;
  const later = all.slice(all.indexOf(here) + 1);
  const next =
    at === 'found' ? later.find((step) => faultsOf(step, settled).length > 0 || !placeSteps.includes(step)) : later[0];
  return question(next ?? 'check', settled, request);
}

const placeSteps: readonly Step[] = ['province', 'district', 'commune'];

/** What an answer changes in the others: a place found by name fills in the places around it. */
function settle(at: Step, facts: Facts): SentFields {
  const { fields } = facts;
  if (at === 'found') {
    const [province, district, commune] = facts.reference.placePath(fields.one('found'));
    return fields.with({
      found: [],
      q: [],
      province: province?.code ?? '',
      district: district?.code ?? [],
      commune: commune?.code ?? [],
    });
  }
  // A change of place may leave a district or commune that is not in it: "I do not know" stays, a foreign code goes.
  const keep = (name: 'district' | 'commune', known: readonly { readonly code: string }[]) =>
    fields.one(name) === unsure || known.some((place) => place.code === fields.one(name)) ? {} : { [name]: [] };
  return fields.with({ ...keep('district', facts.districts), ...keep('commune', facts.communes) });
}

async function file(facts: Facts, request: Request): Promise<Answer> {
  const faulty = firstFaulty(facts);
  if (faulty !== null) {
    const fields = facts.fields.with({ at: faulty.step, check: 'yes' });
    return { kind: 'again', faults: faulty.faults, fields };
  }
  const filed = await request.services.fileComplaint(complaintOf(facts, request.language), facts.fields.one('key'));
  const filesLost = !(await filesFollow(filed, facts, request));
  return {
    kind: 'page',
    status: 201,
    template: 'citizen/filed',
    title: request.strings.filed.title,
    data: { ...presentFiled(filed, facts, request), filesLost },
    secret: true,
    forget: true,
    quickExit: facts.isProtected,
  };
}

/** Hangs the files on the case. A complaint is never lost for their sake: false says that they could not follow it. */
async function filesFollow(filed: FiledComplaint, facts: Facts, request: Request): Promise<boolean> {
  const token = tokenIn(facts.fields);
  if (token === null || !stepsFor(facts).includes('files')) return true;
  try {
    await request.services.attachStaged({ reference: filed.reference, receipt: filed.receipt }, token);
    return true;
  } catch (error) {
    request.services.reportFault(error, `files ${filed.reference}`);
    return false;
  }
}
