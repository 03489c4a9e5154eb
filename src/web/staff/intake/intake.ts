import { toE164 } from '../../../intake/index.ts';
import type { Filing } from '../../../intake/index.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Answer } from '../../page.ts';
import { caseRows } from '../case-rows.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import { understood } from './form.ts';
import { km } from './km.ts';
import { presentFiled, presentIntake, presentReadBack } from './present.ts';
import type { IntakeRequest } from './present.ts';

/** Hotline, counter and letter: one screen, read back, receipt. Nothing is kept before the person has agreed. */
export const intakePage = staffPage({
  path: '/staff/intake',
  section: 'intake',
  permission: whoMay('case.intake'),
  audit: { none: 'Filing itself is recorded by its use case' },
  strings: { km, en },
  template: 'staff/intake',
  show: (request) => screen(request, null),
  async submit(request) {
    const { fields, services } = request;
    const go = fields.one('go');
    if (go === 'language' || go === 'change') return screen(request, null);
    if (go === 'find') return caller(request);
    const book = await services.book();
    const { filing, body, faults, settled } = understood(fields, book, request.now);
    if (filing === null || faults.length > 0) return { kind: 'again', faults };
    if (go !== 'file') return readBack({ ...request, fields: settled }, filing, null);
    if (fields.one('consent') !== 'yes') {
      return readBack({ ...request, fields: settled }, filing, request.strings.faults['consent.required']);
    }
    const answer = await services.file(actorOf(request), body, fields.one('key') || newId());
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

async function screen(request: IntakeRequest, caller: object | null): Promise<Answer> {
  const book = await request.services.book();
  return {
    kind: 'page',
    languageForm: { id: 'intake', enter: 'check' },
    status: request.faults.any ? 422 : 200,
    data: { ...presentIntake(request, book), caller },
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
