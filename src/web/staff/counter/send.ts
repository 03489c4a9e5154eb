import { isDomainError } from '../../../kernel/errors.ts';
import { Faults } from '../../faults.ts';
import type { Answer, PageRequest } from '../../page.ts';
import type { SentFields } from '../../sent-fields.ts';
import { understood } from '../intake/form.ts';
import { presentFiled } from '../intake/present.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import type { StaffServices } from '../services.ts';
import { counterStrings } from './counter.ts';
import { takenComplaint } from './taken.ts';

type Request = PageRequest<(typeof counterStrings)['en'], StaffServices>;

const jsonType = 'application/json; charset=utf-8';

/**
 * Where the page of the counter sends what waits, one at a time. Opened, it says whether somebody is signed in, and who. The
 * same sent again is answered as before, also to a colleague of the same office: that is how a lost answer makes no second
 * case, and how the receipt is shown when the person comes back for it.
 */
export const counterSendPage = staffPage({
  path: '/staff/counter/send',
  section: null,
  permission: whoMay('case.intake'),
  audit: { none: 'Filing itself is recorded by its use case' },
  strings: counterStrings,
  template: 'staff/counter-ready',
  show: ready,
  async submit(request) {
    const { fields, services } = request;
    const actor = actorOf(request);
    const taken = takenComplaint(request);
    if (taken === null) return told({ state: 'unreadable' });
    if (taken.office !== actor.office) return told({ state: 'office' });
    const { id } = taken;
    const book = await services.book();
    const { filing, body, faults } = understood(taken.fields, book, request.now);
    if (filing === null || faults.length > 0) return refused(taken.fields, faults, request);
    if (taken.fields.one('consent') !== 'yes')
      return refused(taken.fields, [{ field: 'consent', code: 'required' }], request);
    try {
      const answer = await services.fileForOffice(actor, body, id);
      if (fields.one('go') !== 'receipt') return told({ state: 'filed', reference: answer.reference });
      return {
        kind: 'page',
        secret: true,
        template: 'staff/intake-filed',
        title: request.strings.filed.title,
        data: {
          ...presentFiled(answer, filing, request, book),
          another: request.url('/staff/counter'),
        },
      };
    } catch (error) {
      if (isDomainError(error) && 'fields' in error && Array.isArray(error.fields))
        return refused(taken.fields, error.fields, request);
      throw error;
    }
  },
});

/** Whether somebody is signed in, who and where. */
export async function ready(request: Request): Promise<Answer> {
  const actor = actorOf(request);
  const [me, book] = await Promise.all([request.services.me(actor), request.services.book()]);
  const office = book.office(actor.office)?.name[request.language] ?? actor.office;
  return { kind: 'page', data: { office: actor.office, officeName: office, person: me.name } };
}

export function told(answer: object): Answer {
  return { kind: 'file', body: JSON.stringify(answer), type: jsonType, fileName: null };
}

/** What is wrong, in words, and the fields to put right. */
function refused(fields: SentFields, faults: ConstructorParameters<typeof Faults>[0], request: Request): Answer {
  const said = new Faults(faults, request.strings.faults, request.language);
  return told({ state: 'refused', faults: said.summary, fields: fields.carried() });
}
