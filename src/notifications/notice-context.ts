import { isDecidedByPanel } from '../cases/index.ts';
import type { Tier } from '../kernel/actor.ts';
import type { JsonValue } from '../kernel/fact.ts';
import type { Language } from '../kernel/language.ts';
import type { ReferenceBook } from '../reference/index.ts';
import type { CaseSubject } from './domain/case-subject.ts';
import { dayAndTime, shortDay } from './domain/day-words.ts';
import type { NoticeContexts, TemplateName } from './domain/notice-contexts.ts';
import type { ClockDates } from './reads/case-dates.ts';
import { words } from './words/index.ts';

/** Everything a message may draw on, gathered before it is written. */
export interface NoticeMaterial {
  readonly subject: CaseSubject;
  readonly data: Readonly<Record<string, JsonValue>>;
  readonly book: ReferenceBook;
  /** Day in Phnom Penh, `YYYY-MM-DD`. */
  readonly today: string;
  readonly publicUrl: string;
  /** The clock that the fact speaks of. */
  readonly clock: ClockDates | null;
  readonly answerDue: Date | null;
  readonly replyDue: Date | null;
  readonly appealUntil: Date | null;
  readonly reopenUntil: Date | null;
  /** By when a second person looks at a sensitive access. */
  readonly reviewDue: Date | null;
}

type Writers = { readonly [N in TemplateName]: (material: NoticeMaterial, language: Language) => NoticeContexts[N] };

/** What a template is given, in words of the language. */
export function contextOf<N extends TemplateName>(
  name: N,
  material: NoticeMaterial,
  language: Language,
): NoticeContexts[N] {
  return writers[name](material, language);
}

const writers: Writers = {
  'case.filed': answered,
  'case.acknowledged': answered,
  'information.requested': (of, language) => ({ ...told(of, language), replyBy: day(of.replyDue, language) }),
  'case.transferred': answered,
  'case.escalated': (of, language) => ({ ...answered(of, language), level: levelOf(of, of.subject.tier, language) }),
  'clock.breached': (of, language) => ({
    ...told(of, language),
    movesUpOn: day(of.clock?.escalateAt ?? null, language),
  }),
  'regulator.right_opened': (of, language) => ({
    ...told(of, language),
    lastDay: day(instantIn(of.data['dueAt']) ?? of.clock?.dueAt ?? null, language) ?? missing('dueAt'),
  }),
  'regulator.filed_too_early': answered,
  'case.decided': (of, language) => ({
    ...told(of, language),
    appealBy: day(of.appealUntil, language),
    byPanel: isDecidedByPanel(of.subject.tier),
  }),
  'remedy.fulfilled': told,
  'remedy.asked_again': (of, language) => ({
    ...told(of, language),
    lapsesOn: day(instantIn(of.data['lapsesOn']), language),
  }),
  'remedy.lapsed': told,
  'case.closed': (of, language) => ({ ...told(of, language), reopenBy: day(of.reopenUntil, language) }),
  'case.reopened': answered,
  'case.withdrawn': told,
  'appeal.filed': (of, language) => ({
    ...told(of, language),
    appealReference: textIn(of.data['appealReference']) ?? missing('appealReference'),
  }),
  discreet: (of, language) => ({
    site: new URL(of.publicUrl).host,
    siteUrl: language === 'en' ? `${of.publicUrl}/en` : of.publicUrl,
  }),
  'staff.clock.warned': (of, language) => ({ ...clockContext(of, language), percent: percentOf(of.data['fraction']) }),
  'staff.clock.breached': (of, language) => ({
    ...clockContext(of, language),
    movesUpOn: day(of.clock?.escalateAt ?? null, language),
  }),
  'staff.case.escalated': (of, language) => ({
    ...toldStaff(of, language),
    fromOffice: officeName(of, textIn(of.data['fromOffice']) ?? '', language),
    how: howWords(of.data['how'], language),
    answerBy: day(of.answerDue, language),
  }),
  'staff.case.assigned': (of, language) => ({ ...toldStaff(of, language), answerBy: day(of.answerDue, language) }),
  'staff.case.watched': (of, language) => ({
    ...toldStaff(of, language),
    reason: watchedWords(of.data['reason'], language),
  }),
  'staff.regulator.filed_too_early': (of, language) => ({
    ...toldStaff(of, language),
    answerBy: day(of.answerDue, language),
  }),
  'staff.dispute.no_longer_fits': (of, language) => ({
    ...toldStaff(of, language),
    limit: day(instantIn(of.data['limitAt']), language) ?? '-',
  }),
  'staff.panel.awaited': (of, language) => ({
    ...toldStaff(of, language),
    task: taskWords(of.data['task'], language),
    answerBy: day(of.answerDue, language),
  }),
  'staff.break_glass.opened': toldReviewer,
  'staff.identity.requested': toldReviewer,
  'staff.discreet': (of) => ({ reference: of.subject.reference, staffUrl: `${of.publicUrl}/staff` }),
};

function told(of: NoticeMaterial, language: Language) {
  return {
    reference: of.subject.reference,
    programme: programmeName(of, language),
    office: officeName(of, of.subject.heldOffice, language),
    trackUrl: `${of.publicUrl}${language === 'en' ? '/en' : ''}/complaints/track`,
  };
}

function answered(of: NoticeMaterial, language: Language) {
  return { ...told(of, language), answerBy: day(of.answerDue, language) };
}

function toldStaff(of: NoticeMaterial, language: Language) {
  const { category } = of.subject;
  return {
    reference: of.subject.reference,
    programme: programmeName(of, language),
    category: of.book.category(category, of.today)?.name[language] ?? category,
    office: officeName(of, of.subject.heldOffice, language),
    staffUrl: `${of.publicUrl}/staff`,
  };
}

function toldReviewer(of: NoticeMaterial, language: Language) {
  const until = instantIn(of.data['expiresAt']);
  return {
    reference: of.subject.reference,
    office: officeName(of, textIn(of.data['office']) ?? '', language),
    until: until ? dayAndTime(until, language) : '-',
    reviewBy: of.reviewDue && dayAndTime(of.reviewDue, language),
    staffUrl: `${of.publicUrl}/staff`,
  };
}

function clockContext(of: NoticeMaterial, language: Language) {
  const kind = of.clock?.kind ?? textIn(of.data['kind']) ?? '';
  const known: Readonly<Record<string, string>> = words[language].clocks;
  return {
    ...toldStaff(of, language),
    clock: known[kind] ?? kind,
    dueAt: of.clock ? dayAndTime(of.clock.dueAt, language) : '-',
  };
}

function programmeName(of: NoticeMaterial, language: Language): string {
  const { programme } = of.subject;
  return of.book.programme(programme, of.today)?.name[language] ?? programme;
}

function officeName(of: NoticeMaterial, code: string, language: Language): string {
  return of.book.office(code)?.name[language] ?? (code || '-');
}

function levelOf(of: NoticeMaterial, tier: Tier, language: Language): string {
  const kind = of.book.rung(tier, of.today)?.officeKind;
  return kind ? words[language].levels[kind] : words[language].higherOffice;
}

function howWords(how: JsonValue | undefined, language: Language): string {
  const known: Readonly<Record<string, string>> = words[language].how;
  return known[textIn(how) ?? ''] ?? words[language].how.officer;
}

function taskWords(task: JsonValue | undefined, language: Language): string {
  const known: Readonly<Record<string, string>> = words[language].panelTasks;
  return known[textIn(task) ?? ''] ?? words[language].panelTasks.conclude;
}

function watchedWords(reason: JsonValue | undefined, language: Language): string {
  const known: Readonly<Record<string, string>> = words[language].watched;
  // A reason may go on after a colon with a code of its own (`no_rule:decide`).
  return known[textIn(reason)?.split(':')[0] ?? ''] ?? words[language].watched.other;
}

function percentOf(fraction: JsonValue | undefined): string {
  return typeof fraction === 'number' ? String(Math.round(fraction * 100)) : '-';
}

function day(at: Date | null, language: Language): string | null {
  return at && shortDay(at, language);
}

function textIn(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function instantIn(value: JsonValue | undefined): Date | null {
  const text = textIn(value);
  const at = text === null ? null : new Date(text);
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

function missing(what: string): never {
  throw new Error(`the fact does not say ${what}`);
}
