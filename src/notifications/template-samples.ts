import type { Language } from '../kernel/language.ts';
import type { NoticeContexts } from './domain/notice-contexts.ts';

type Samples = Readonly<Record<Language, NoticeContexts>>;

interface Values {
  readonly reference: string;
  readonly programme: string;
  readonly category: string;
  readonly office: string;
  readonly level: string;
  readonly day: string;
  readonly dayAndTime: string;
  readonly clock: string;
  readonly how: string;
  readonly reason: string;
  readonly site: string;
  readonly task: string;
}

/** Values as long as they get with the reference data that ships, and every optional one present. */
const long: Readonly<Record<Language, Values>> = {
  km: {
    reference: 'SA-26-1234567-8',
    programme: 'កម្មវិធីឧបត្ថម្ភសាច់ប្រាក់ជូនស្ត្រីមានផ្ទៃពោះ និងកុមារអាយុក្រោម២ឆ្នាំ',
    category: 'អ្នកមិនគ្រប់លក្ខខណ្ឌទទួលបាន',
    office: 'អគ្គលេខាធិការដ្ឋានក្រុមប្រឹក្សាជាតិគាំពារសង្គម',
    level: 'អគ្គលេខាធិការដ្ឋាន',
    day: '៣០/១២/២០២៦',
    dayAndTime: '៣០/១២/២០២៦ ម៉ោង ១៧:៣០',
    clock: 'ទាក់ទងដោយសុវត្ថិភាព',
    how: 'ការិយាល័យខាងក្រោមមិនអាចដោះស្រាយបាន (ទំនាស់ផលប្រយោជន៍)',
    reason: 'ត្រូវការអ្នកសម្រេចអំពីដំណើរការបន្ត',
    site: 'samleng.gov.kh',
    task: 'សមាជិកទាំងអស់បានប្រកាសហើយ។ កំពុងរង់ចាំសន្លឹកឆ្នោតរបស់អ្នក។',
  },
  en: {
    reference: 'SA-26-1234567-8',
    programme: 'Cash for pregnant women and children under 2',
    category: 'Provider refused service or card',
    office: 'General Secretariat of the National Social Protection Council',
    level: 'settlement committee',
    day: '30 Nov 2026',
    dayAndTime: '30 Nov 2026, 17:30',
    clock: 'declare conflicts of interest',
    how: 'an office below may not handle it (conflict of interest)',
    reason: 'it needs a decision on how it goes on',
    site: 'samleng.gov.kh',
    task: 'All members have declared. Your vote is awaited.',
  },
};

/** The longest realistic values: the parts of an SMS are counted with them. */
export const longestContexts: Samples = { km: contexts(long.km, true), en: contexts(long.en, true) };
/** Everything that may be absent is absent. */
export const shortestContexts: Samples = { km: contexts(long.km, false), en: contexts(long.en, false) };

function contexts(of: Values, whole: boolean): NoticeContexts {
  const day = whole ? of.day : null;
  const siteUrl = `https://${of.site}`;
  const told = {
    reference: of.reference,
    programme: of.programme,
    office: of.office,
    trackUrl: `${siteUrl}/complaints/track`,
  };
  const staff = {
    reference: of.reference,
    programme: of.programme,
    category: of.category,
    office: of.office,
    staffUrl: `${siteUrl}/staff`,
  };
  const reviewer = {
    reference: of.reference,
    office: of.office,
    until: of.dayAndTime,
    reviewBy: whole ? of.dayAndTime : null,
    staffUrl: `${siteUrl}/staff`,
  };
  const answered = { ...told, answerBy: day };
  return {
    'case.filed': answered,
    'case.acknowledged': answered,
    'information.requested': { ...told, replyBy: day },
    'case.transferred': answered,
    'case.escalated': { ...answered, level: of.level },
    'clock.breached': { ...told, movesUpOn: day },
    'regulator.right_opened': { ...told, lastDay: of.day },
    'regulator.filed_too_early': answered,
    'case.decided': { ...told, appealBy: day, byPanel: whole },
    'remedy.fulfilled': told,
    'remedy.asked_again': { ...told, lapsesOn: day },
    'remedy.lapsed': told,
    'case.closed': { ...told, reopenBy: day },
    'case.reopened': answered,
    'case.withdrawn': told,
    'appeal.filed': { ...told, appealReference: of.reference },
    discreet: { site: of.site, siteUrl },
    'staff.clock.warned': { ...staff, clock: of.clock, dueAt: of.dayAndTime, percent: '80' },
    'staff.clock.breached': { ...staff, clock: of.clock, dueAt: of.dayAndTime, movesUpOn: day },
    'staff.case.escalated': { ...staff, fromOffice: of.office, how: of.how, answerBy: day },
    'staff.case.assigned': { ...staff, answerBy: day },
    'staff.case.watched': { ...staff, reason: of.reason },
    'staff.regulator.filed_too_early': { ...staff, answerBy: day },
    'staff.dispute.no_longer_fits': { ...staff, limit: of.day },
    'staff.panel.awaited': { ...staff, task: of.task, answerBy: day },
    'staff.break_glass.opened': reviewer,
    'staff.identity.requested': reviewer,
    'staff.discreet': { reference: of.reference, staffUrl: `${siteUrl}/staff` },
  };
}
