import { handling } from '../../src/escalation/index.ts';
import { fileOnce, type FilingAnswer } from '../../src/intake/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { currentBook } from '../../src/reference/index.ts';
import type { World } from './world.ts';

/** A complaint about a card in the first commune of the pilot, held there. */
export const cardComplaint = {
  language: 'km',
  channel: 'counter',
  programme: 'IDPOOR',
  category: 'CRD-NIS',
  place: '120101',
  narrative: 'គ្រួសារខ្ញុំបានសម្ភាសរួចហើយ ប៉ុន្តែមិនទាន់បានប័ណ្ណសមធម៌ទេ។\nខ្ញុំបានសួរមេភូមិពីរដង។',
  remedySought: 'សូមចេញប័ណ្ណឱ្យគ្រួសារខ្ញុំ។',
  occurredOn: '2026-10-05',
  identity: 'named',
  complainant: {
    name: 'សុខ សុភា',
    sex: 'female',
    birthYear: 1988,
    phone: '012345678',
    contact: { channel: 'sms', safe: true },
  },
  about: [{ kind: 'staff', name: 'មេភូមិ' }],
} as const;

export async function aFiledCase(world: World, staff: StaffActor, over: object = {}): Promise<FilingAnswer> {
  const book = await world.perform(systemActor('test'), (work) => currentBook(work), undefined);
  return fileOnce(world.perform, {
    body: { ...cardComplaint, ...over },
    channel: 'stated',
    book,
    now: world.clock.now(),
    idempotencyKey: null,
    staff,
  });
}

/** A case with everything on it: note, question, reply, decision with remedies of which one is reported as done. */
export async function aFullCase(world: World, staff: StaffActor): Promise<string> {
  const { reference } = await aFiledCase(world, staff);
  const { perform } = world;
  await perform(staff, handling.acknowledge, { reference });
  await perform(staff, handling.assign, { reference, assignee: staff.personId });
  await perform(staff, handling.note, { reference, text: 'មេភូមិថាបញ្ជីនៅស្រុក។' });
  await perform(staff, handling.requestInformation, {
    reference,
    question: 'តើលោកស្រីមានបង្កាន់ដៃសម្ភាសទេ?',
    replyWithinWorkingDays: 5,
  });
  await perform(staff, handling.reply, { reference, text: 'មាន លេខ ៤៥៦។' });
  await perform(staff, handling.decide, {
    reference,
    outcome: 'upheld',
    reasons: 'គ្រួសារនេះមានក្នុងបញ្ជី ហើយពិន្ទុគ្រប់គ្រាន់។',
    legalBasis: 'អនុក្រឹត្យស្តីពីការកំណត់អត្តសញ្ញាណគ្រួសារក្រីក្រ',
    evidence: 'បង្កាន់ដៃលេខ ៤៥៦',
    remedies: [
      { kind: 'issue_card', amountKhr: null, dueOn: '2026-12-15', text: 'ចេញប័ណ្ណថ្មី' },
      { kind: 'pay_arrears', amountKhr: 40_000, dueOn: '2026-12-20', text: null },
    ],
  });
  const view = await perform(staff, handling.view, reference);
  const remedy = view.decisions[0]?.remedies[0];
  if (remedy) await perform(staff, handling.fulfilRemedy, { reference, remedyId: remedy.id, evidence: 'ប័ណ្ណលេខ 77' });
  return reference;
}
