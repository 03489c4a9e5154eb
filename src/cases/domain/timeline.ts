import type { JsonValue } from '../../kernel/fact.ts';
import type { Bilingual } from '../../kernel/language.ts';
import { disputeTellings } from './dispute-words.ts';
import { panelTellings } from './panel-words.ts';

type Data = Readonly<Record<string, JsonValue>>;

/** Names of what facts hold as codes and ids. */
export interface Names {
  office(code: string): Bilingual;
  outcome(tier: string, code: string): Bilingual;
  remedy(code: string): Bilingual;
  person(id: string): string | null;
}

interface Telling {
  /** Staff alone, or the complainant too. */
  readonly to: 'all' | 'staff';
  text(data: Data, names: Names): Bilingual;
  /** What the complainant reads instead, where staff read more. */
  plain?(data: Data, names: Names): Bilingual;
}

const say = (km: string, en: string) => (): Bilingual => ({ km, en });

const textIn = (of: JsonValue | undefined): string => (typeof of === 'string' ? of : '');

function fromTo(data: Data, names: Names): { from: Bilingual; to: Bilingual } {
  const code = (key: string, other: string): string => textIn(data[key]) || textIn(data[other]);
  return { from: names.office(code('fromOffice', 'from')), to: names.office(code('toOffice', 'to')) };
}

/** How a case came to another tier. */
const moves: Readonly<Record<string, (from: Bilingual, to: Bilingual) => Bilingual>> = {
  time: (from, to) => ({
    km: `ហួសកាលកំណត់។ បណ្តឹងបានឡើងពី ${from.km} ទៅ ${to.km}`,
    en: `The deadline passed: the complaint moved up from ${from.en} to ${to.en}`,
  }),
  officer: (from, to) => ({
    km: `${from.km} បានបញ្ជូនបណ្តឹងបន្តទៅ ${to.km}`,
    en: `${from.en} passed the complaint up to ${to.en}`,
  }),
  skip: (from, to) => ({
    km: `បណ្តឹងនេះពាក់ព័ន្ធនឹង ${from.km} ដូច្នេះ ${to.km} ទទួលបន្ទុក`,
    en: `The complaint concerns ${from.en}, so ${to.en} handles it`,
  }),
  party: (from, to) => ({
    km: `តាមការស្នើសុំរបស់អ្នកប្តឹង បណ្តឹងបានឡើងពី ${from.km} ទៅ ${to.km}`,
    en: `At the complainant's request the complaint went from ${from.en} to ${to.en}`,
  }),
};

/** What did not happen in time, by kind of clock. */
const missedDeadlines: Readonly<Record<string, Bilingual>> = {
  acknowledge: { km: 'មិនបានបញ្ជាក់ថាបានទទួលបណ្តឹងទាន់ពេល', en: 'The complaint was not acknowledged in time' },
  decide: { km: 'មិនបានសម្រេចទាន់ពេល', en: 'No decision was made in time' },
  settle: { km: 'មិនបានដោះស្រាយវិវាទទាន់ពេល', en: 'The dispute was not settled in time' },
  safe_contact: { km: 'មិនបានទាក់ទងអ្នកប្តឹងដោយសុវត្ថិភាពទាន់ពេល', en: 'Safe contact was not made in time' },
  conciliate: { km: 'ការផ្សះផ្សាមិនបានបញ្ចប់ទាន់ពេល', en: 'The conciliation was not concluded in time' },
};

/** What the timeline says of each kind of fact. Working Khmer translations, kept here in one place. */
const tellings: Readonly<Record<string, Telling>> = {
  ...disputeTellings,
  'case.filed': { to: 'all', text: say('បានទទួលបណ្តឹង', 'The complaint was received') },
  'case.acknowledged': {
    to: 'all',
    text: (data, names) => {
      const office = names.office(textIn(data['office']));
      return { km: `${office.km} បានទទួលពិនិត្យបណ្តឹង`, en: `${office.en} has taken up the complaint` };
    },
  },
  'case.assigned': {
    to: 'staff',
    text: (data, names) => {
      const person = names.person(textIn(data['assignee'])) ?? '?';
      return { km: `បានប្រគល់ឱ្យ ${person}`, en: `Assigned to ${person}` };
    },
  },
  'information.requested': {
    to: 'all',
    text: say('បានសុំព័ត៌មានបន្ថែមពីអ្នកប្តឹង', 'The complainant was asked for more information'),
  },
  'reply.received': { to: 'all', text: say('បានទទួលចម្លើយពីអ្នកប្តឹង', 'The complainant replied') },
  'reply.missed': {
    to: 'all',
    text: say('មិនបានទទួលចម្លើយទាន់ពេល ការងារបន្តទៀត', 'No reply came in time; the work goes on'),
  },
  'note.added': { to: 'staff', text: say('បានកត់សម្គាល់', 'A note was added') },
  ...panelTellings,
  'case.transferred': {
    to: 'all',
    text: (data, names) => {
      const { from, to } = fromTo(data, names);
      return { km: `បានផ្ទេរបណ្តឹងពី ${from.km} ទៅ ${to.km}`, en: `Transferred from ${from.en} to ${to.en}` };
    },
  },
  'case.escalated': {
    to: 'all',
    text: (data, names) => {
      const { from, to } = fromTo(data, names);
      const move = moves[textIn(data['how'])] ?? moves['officer'];
      return move ? move(from, to) : { km: to.km, en: to.en };
    },
  },
  'case.skipped': {
    to: 'all',
    text: (data, names) => {
      const office = names.office(textIn(data['office']) || textIn(data['fromOffice']));
      return {
        km: `បានរំលង ${office.km} ព្រោះបណ្តឹងពាក់ព័ន្ធនឹងការិយាល័យនេះ`,
        en: `${office.en} was passed over because the complaint concerns it`,
      };
    },
  },
  'clock.warned': { to: 'staff', text: say('បានរំលឹក៖ កាលកំណត់ជិតដល់', 'Reminder: a deadline is coming near') },
  'clock.breached': {
    to: 'all',
    text: (data) => {
      const missed = missedDeadlines[textIn(data['kind'])];
      return missed ?? { km: 'ហួសកាលកំណត់', en: 'A deadline was missed' };
    },
  },
  'clock.paused': {
    to: 'all',
    text: say('ផ្អាករាប់ថ្ងៃ រង់ចាំចម្លើយអ្នកប្តឹង', 'Counting of days paused, waiting for the complainant'),
  },
  'clock.resumed': { to: 'all', text: say('រាប់ថ្ងៃបន្ត', 'Counting of days went on') },
  'clock.recomputed': {
    to: 'all',
    text: say('បានគណនាកាលកំណត់ឡើងវិញ តាមថ្ងៃឈប់សម្រាក', 'A deadline was counted again because of a holiday'),
  },
  'regulator.right_opened': {
    to: 'all',
    text: say(
      'អ្នកប្តឹងមានសិទ្ធិប្តឹងទៅនិយ័តករសន្តិសុខសង្គម (ន.ស.ស.)',
      'The complainant now has the right to go to the Social Security Regulator (SSR)',
    ),
  },
  'case.decided': {
    to: 'all',
    text: (data, names) => {
      const outcome = names.outcome(textIn(data['tier']), textIn(data['outcome']));
      return { km: `បានសម្រេច៖ ${outcome.km}`, en: `Decided: ${outcome.en}` };
    },
  },
  'decision.accepted': { to: 'all', text: say('អ្នកប្តឹងបានទទួលយកសេចក្តីសម្រេច', 'The complainant accepted the decision') },
  'remedy.fulfilled': {
    to: 'all',
    text: (data, names) => {
      const remedy = names.remedy(textIn(data['kind']));
      return { km: `បានអនុវត្តដំណោះស្រាយ៖ ${remedy.km}`, en: `Reported as done: ${remedy.en}` };
    },
  },
  'remedy.asked_again': {
    to: 'all',
    text: (data, names) => {
      const remedy = names.remedy(textIn(data['kind']));
      return { km: `បានសួរម្តងទៀតថាបានទទួលឬទេ៖ ${remedy.km}`, en: `Asked again whether it was received: ${remedy.en}` };
    },
  },
  'remedy.lapsed': {
    to: 'all',
    text: (data, names) => {
      const remedy = names.remedy(textIn(data['kind']));
      return {
        km: `គ្មានចម្លើយក្រោយសួរបីដង ចាត់ទុកថាបានអនុវត្ត៖ ${remedy.km}`,
        en: `Asked three times without an answer, taken as done: ${remedy.en}`,
      };
    },
  },
  'remedy.confirmed': {
    to: 'all',
    text: (data, names) => {
      const remedy = names.remedy(textIn(data['kind']));
      return { km: `អ្នកប្តឹងបានបញ្ជាក់ថាបានទទួល៖ ${remedy.km}`, en: `Confirmed by the complainant: ${remedy.en}` };
    },
  },
  'remedy.disputed': {
    to: 'all',
    text: (data, names) => {
      const remedy = names.remedy(textIn(data['kind']));
      return { km: `អ្នកប្តឹងថាមិនទាន់បានទទួល៖ ${remedy.km}`, en: `Not received, says the complainant: ${remedy.en}` };
    },
  },
  'case.closed': { to: 'all', text: say('បានបិទបណ្តឹង', 'The case was closed') },
  'case.reopened': { to: 'all', text: say('បានបើកបណ្តឹងឡើងវិញ', 'The case was opened again') },
  'case.withdrawn': { to: 'all', text: say('បានដកបណ្តឹង', 'The complaint was withdrawn') },
  'case.linked': { to: 'staff', text: say('បានភ្ជាប់ជាមួយបណ្តឹងផ្សេង', 'Linked to another case') },
  'case.rated': { to: 'staff', text: say('អ្នកប្តឹងបានដាក់ពិន្ទុ', 'The complainant gave a rating') },
  'appeal.filed': {
    to: 'all',
    text: (data) => {
      const reference = textIn(data['appealReference']);
      return { km: `បានប្តឹងឧទ្ធរណ៍៖ ${reference}`, en: `An appeal was filed: ${reference}` };
    },
  },
  'case.watched': { to: 'staff', text: say('បានដាក់ក្នុងបញ្ជីឃ្លាំមើល', 'Put on the watched list') },
  'case.unwatched': { to: 'staff', text: say('បានដកចេញពីបញ្ជីឃ្លាំមើល', 'Taken off the watched list') },
  'case.protected': {
    to: 'all',
    text: say('បានកំណត់ជាបណ្តឹងការពារ ហើយបញ្ជូនទៅតុការពារ', 'Marked as protected and moved to the protection desk'),
    // Somebody may look over the shoulder: not what kind of case it is.
    plain: say('ការិយាល័យផ្សេងទទួលបន្ទុកបណ្តឹងនេះ', 'Another office now handles the complaint'),
  },
  'attachment.added': { to: 'all', text: say('បានភ្ជាប់ឯកសារ', 'A file was attached') },
  'break_glass.opened': {
    to: 'staff',
    text: (data, names) => {
      const person = names.person(textIn(data['personId'])) ?? '?';
      return { km: `${person} បានចូលមើលជាបន្ទាន់`, en: `${person} took emergency access` };
    },
  },
  'identity.requested': {
    to: 'staff',
    text: (data, names) => {
      const person = names.person(textIn(data['personId'])) ?? '?';
      return { km: `${person} បានស្នើសុំមើលអត្តសញ្ញាណអ្នកប្តឹង`, en: `${person} asked to see who the complainant is` };
    },
  },
  'identity.reviewed': {
    to: 'staff',
    text: say('បានពិនិត្យសំណើមើលអត្តសញ្ញាណ', 'The request to see the identity was reviewed'),
  },
  'legal_hold.placed': { to: 'staff', text: say('បានដាក់ឱ្យរក្សាទុកតាមផ្លូវច្បាប់', 'Put under legal hold') },
  'legal_hold.lifted': { to: 'staff', text: say('បានដកការរក្សាទុកតាមផ្លូវច្បាប់', 'The legal hold was lifted') },
  'case.erased': {
    to: 'all',
    text: say('ផុតរយៈពេលរក្សាទុក ខ្លឹមសារត្រូវបានលុប', 'The time of keeping is over: the content was erased'),
  },
  'breach.reviewed': {
    to: 'staff',
    text: say('បានពិនិត្យថាហេតុអ្វីហួសកំណត់', 'Why the deadline was missed was looked into'),
  },
  'closure.looked_at': { to: 'staff', text: say('អ្នកផ្សេងបានពិនិត្យលើកទីពីរ', 'Somebody else took a second look') },
  'break_glass.reviewed': { to: 'staff', text: say('បានពិនិត្យការចូលមើលជាបន្ទាន់', 'The emergency access was reviewed') },
};

/**
 * What the timeline says of a fact; null when it says nothing to this reader: facts for the ledger alone (reads, clocks that
 * start), facts for staff, and events that have no words here.
 */
export function tell(event: string, data: Data, names: Names, reader: 'staff' | 'complainant'): Bilingual | null {
  const telling = Object.hasOwn(tellings, event) ? tellings[event] : undefined;
  if (!telling || (telling.to === 'staff' && reader !== 'staff')) return null;
  return reader === 'complainant' && telling.plain ? telling.plain(data, names) : telling.text(data, names);
}

/** Whether the person behind a fact matters to the timeline: ids in its data to find names for. */
export function peopleIn(data: Data): string[] {
  return ['assignee', 'personId'].flatMap((key) => (typeof data[key] === 'string' ? [data[key]] : []));
}
