import { toE164 } from '../../../intake/index.ts';
import type { Filing } from '../../../intake/index.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Answer } from '../../page.ts';
import { sentFields } from '../../sent-fields.ts';
import { caseRows } from '../case-rows.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import { understood } from './form.ts';
import { km } from './km.ts';
import { presentFiled, presentIntake, presentReadBack, presentSaved } from './present.ts';
import type { IntakeRequest } from './present.ts';

/**
 * Hotline, counter and letter: one screen, read back, receipt. Nothing is filed before the person has agreed; what is saved
 * for later is sealed, for whoever saved it alone, and gone after a week.
 */
export const intakePage = staffPage({
  path: '/staff/intake',
  section: 'intake',
  permission: whoMay('case.intake'),
  audit: { none: 'Filing itself is recorded by its use case' },
  strings: { km, en },
  template: 'staff/intake',
  show: async (request) => {
    const draft = request.query.get('draft') ?? '';
    if (!request.fields.empty || !isId(draft)) return screen(request, null);
    const { fields } = await request.services.savedIntake(actorOf(request), { id: draft });
    return screen({ ...request, fields: sentFields(fields) }, null);
  },
  async submit(request) {
    const { fields, services } = request;
    const go = fields.one('go');
    if (go === 'language' || go === 'change') return screen(request, null);
    if (go === 'find') return caller(request);
    if (go === 'save') return save(request);
    if (go.startsWith('drop:')) {
      const id = go.slice('drop:'.length);
      if (isId(id)) await services.dropIntake(actorOf(request), { id });
      return screen(request, null);
    }
    const book = await services.book();
    const { filing, body, faults, settled } = understood(fields, book, request.now);
    if (filing === null || faults.length > 0) return { kind: 'again', faults };
    if (go !== 'file') return readBack({ ...request, fields: settled }, filing, null);
    if (fields.one('consent') !== 'yes') {
      return readBack({ ...request, fields: settled }, filing, request.strings.faults['consent.required']);
    }
    const key = fields.one('key') || newId();
    const answer = await services.file(actorOf(request), body, key);
    if (isId(key)) await services.dropIntake(actorOf(request), { id: key });
    return {
      kind: 'page',
      status: 201,
      secret: true,
      template: 'staff/intake-filed',
      title: request.strings.filed.title,
      data: presentFiled(answer, filing, request, book),
    };
  },
});

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** Saves what was typed so far under the key of the filing to be, and begins anew. */
async function save(request: IntakeRequest): Promise<Answer> {
  const { fields } = request;
  const key = fields.one('key');
  const id = isId(key) ? key : newId();
  const names = fields.names().filter((name) => !['_csrf', 'go', 'consent'].includes(name));
  const kept = { ...Object.fromEntries(names.map((name) => [name, fields.texts(name)])), key: [id] };
  await request.services.saveIntake(actorOf(request), { id, fields: kept });
  return { kind: 'redirect', to: request.url('/staff/intake?saved=yes') };
}

async function screen(request: IntakeRequest, caller: object | null): Promise<Answer> {
  const book = await request.services.book();
  const saved = presentSaved(await request.services.savedIntakes(actorOf(request)), request, book);
  const done = request.query.get('saved') === 'yes' && request.fields.empty ? request.strings.saved.done : null;
  return {
    kind: 'page',
    languageForm: { id: 'intake', enter: 'check' },
    status: request.faults.any ? 422 : 200,
    data: { ...presentIntake(request, book), caller, saved, done },
  };
}

async function readBack(request: IntakeRequest, filing: Filing, refused: string | null): Promise<Answer> {
  const book = await request.services.book();
  return {
    kind: 'page',
    status: refused === null ? 200 : 422,
    secret: true,
    template: 'staff/intake-check',
    title: request.strings.checkTitle,
    data: presentReadBack(request, filing, book, refused),
  };
}

/** Cases of whoever has this telephone number. The number travels in the form, never in an address. */
async function caller(request: IntakeRequest): Promise<Answer> {
  const { services, strings, fields } = request;
  const typed = fields.one('callerPhone');
  const phone = toE164(typed);
  if (phone === null) return { kind: 'again', faults: [{ field: 'callerPhone', code: 'phone_invalid' }] };
  const sought = { reference: null, phone, ids: [] };
  const found = await services.cases(actorOf(request), { view: null, sought, limit: 20, cursor: null });
  const rows = caseRows(found.items, await services.book(), request, '{date}');
  const filled = fields.one('complainant.phone') === '' ? fields.with({ 'complainant.phone': typed }) : fields;
  return screen(
    { ...request, fields: filled },
    { text: rows.length === 0 ? strings.callerNone : strings.callerFound, rows },
  );
}
