import type { StaffActor } from '../../../kernel/actor.ts';
import type { Command, Perform, Rehearse, Work } from '../../../platform/work.ts';
import {
  addOffice,
  changeHoliday,
  changeOffice,
  changeReferenceRow,
  importHolidays,
  importPlaces,
  keepImport,
  listImports,
  officeToChange,
  readImport,
  rowVersions,
  settleImport,
  type HolidayChange,
  type ImportJob,
  type ImportKind,
  type NewOffice,
  type OfficeChange,
  type ReferenceChange,
  type RowVersion,
} from '../../../reference/index.ts';
import { importBeneficiaries } from '../../../reporting/index.ts';
import {
  applyRuleToRunning,
  calendarEffect,
  clocksToRecompute,
  ruleEffect,
  type CalendarEffect,
  type RuleApplied,
  type RuleEffect,
} from '../../../sla/index.ts';

/** What the pages of administrators call. */
export interface AdministrationUseCases {
  ruleVersions(actor: StaffActor, rule: string): Promise<readonly RowVersion[]>;
  /** Versions of the rule by which ended cases are drawn for a second look. */
  samplingVersions(actor: StaffActor, rule: string): Promise<readonly RowVersion[]>;
  ruleEffect(actor: StaffActor, of: { readonly rule: string; readonly amount: number }): Promise<RuleEffect>;
  changeReferenceRow(actor: StaffActor, change: ReferenceChange): Promise<{ readonly version: number }>;
  /** Puts running deadlines on the version in force, as many as one request may. */
  applyRule(actor: StaffActor, input: { readonly rule: string; readonly reason: string }): Promise<RuleApplied>;
  /** What a change of the calendar would move, without making it. */
  holidayEffect(actor: StaffActor, change: HolidayChange): Promise<CalendarEffect>;
  changeHoliday(actor: StaffActor, change: HolidayChange): Promise<{ readonly version: number }>;
  clocksToRecompute(actor: StaffActor): Promise<number>;
  /** Checks a file whole, without loading it. @throws InvalidInput naming every bad line */
  checkImport(
    actor: StaffActor,
    of: { readonly kind: ImportKind; readonly csv: string },
  ): Promise<Readonly<Record<string, number>>>;
  keepImport(
    actor: StaffActor,
    of: {
      readonly kind: ImportKind;
      readonly fileName: string;
      readonly csv: string;
      readonly would: Readonly<Record<string, number>>;
    },
  ): Promise<string>;
  imports(actor: StaffActor): Promise<readonly ImportJob[]>;
  importJob(actor: StaffActor, id: string): Promise<ImportJob>;
  settleImport(actor: StaffActor, input: { readonly id: string; readonly apply: boolean }): Promise<void>;
  officeToChange(actor: StaffActor, code: string): ReturnType<typeof officeToChange>;
  changeOffice(actor: StaffActor, change: OfficeChange): Promise<void>;
  addOffice(actor: StaffActor, wanted: NewOffice): Promise<void>;
}

/** Pages of running deadlines in one request: 1,000 each. */
const mostPages = 5;

/** Each acts as the person signed in; what only looks at what would happen is undone. */
export function administrationUseCases(perform: Perform, rehearse: Rehearse): AdministrationUseCases {
  return {
    ruleVersions: (actor, rule) => perform(actor, rowVersions, { kind: 'sla_rule', code: rule }),
    samplingVersions: (actor, rule) => perform(actor, rowVersions, { kind: 'sampling_rule', code: rule }),
    ruleEffect: (actor, of) => perform(actor, ruleEffect, of),
    changeReferenceRow: (actor, change) => perform(actor, changeReferenceRow, change),
    async applyRule(actor, input) {
      let sum: RuleApplied = { changed: 0, left: 0, next: null };
      for (let page = 0; page < mostPages; page += 1) {
        const after: { after?: string } = sum.next === null ? {} : { after: sum.next };
        const done = await perform(actor, applyRuleToRunning, { ...input, ...after });
        sum = { changed: sum.changed + done.changed, left: sum.left + done.left, next: done.next };
        if (done.next === null) break;
      }
      return sum;
    },
    holidayEffect: (actor, change) => rehearse(actor, changeHoliday, change, (work) => calendarEffect(work)),
    changeHoliday: (actor, change) => perform(actor, changeHoliday, change),
    clocksToRecompute: (actor) => perform(actor, (work) => clocksToRecompute(work), undefined),
    checkImport: (actor, { kind, csv }) => rehearse(actor, checks[kind], csv, (work) => would(work, kind)),
    keepImport: (actor, of) => perform(actor, keepImport, of),
    imports: (actor) => perform(actor, (work) => listImports(work), undefined),
    importJob: (actor, id) => perform(actor, readImport, id),
    settleImport: (actor, input) => perform(actor, settleImport, input),
    officeToChange: (actor, code) => perform(actor, officeToChange, code),
    changeOffice: (actor, change) => perform(actor, changeOffice, change),
    addOffice: (actor, wanted) => perform(actor, addOffice, wanted),
  };
}

/** What loading a file came to, by the work in which it was rehearsed. */
const outcomes = new WeakMap<Work, Readonly<Record<string, number>>>();

const checks: Readonly<Record<ImportKind, Command<string, void>>> = {
  async places(work, csv) {
    outcomes.set(work, { ...(await importPlaces(work, { csv })) });
  },
  async holidays(work, csv) {
    const change = await importHolidays(work, { csv });
    outcomes.set(work, {
      added: change.added.length,
      removed: change.removed.length,
      renamed: change.renamed.length,
    });
  },
  async beneficiaries(work, csv) {
    outcomes.set(work, { ...(await importBeneficiaries(work, { csv })) });
  },
};

async function would(work: Work, kind: ImportKind): Promise<Readonly<Record<string, number>>> {
  const found = outcomes.get(work) ?? {};
  return kind === 'holidays' ? { ...found, deadlines: (await calendarEffect(work)).moved } : found;
}
