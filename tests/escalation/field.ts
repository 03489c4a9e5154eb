import pg from 'pg';

import {
  formatReference,
  nextCaseNumber,
  openCase,
  type AboutDetails,
  type ActionAnswer,
  type Status,
} from '../../src/cases/index.ts';
import { handling, sweepDue, type SweepOptions, type SweepReport } from '../../src/escalation/index.ts';
import { systemActor, type Role, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Command, Perform, Work } from '../../src/platform/work.ts';
import { currentBook, phnomPenhDay } from '../../src/reference/index.ts';
import { routeNewCase } from '../../src/routing/index.ts';
import { startClocks } from '../../src/sla/index.ts';
import { aWorld, type World } from '../support/world.ts';

const system = systemActor('test');

/** Who sits where on the path of the pilot: both ladders from Phnom Penh's first sangkat up. */
const seats: readonly (readonly [role: Role, office: string, name: string])[] = [
  ['commune_officer', '120101', 'សុខ ដារ៉ា'],
  ['commune_officer', '120109', 'ចាន់ ធារី'],
  ['district_officer', '1201', 'កែវ សុភា'],
  ['province_officer', '12', 'លី វណ្ណា'],
  ['operator_handler', 'NSAF', 'ហេង រតនា'],
  ['operator_supervisor', 'NSAF', 'ឈឹម បូរ៉ា'],
  ['policy_reviewer', 'GS-NSPC', 'អ៊ុំ សារ៉ាត់'],
  ['protection_officer', 'NSAF-PROT', 'នួន ស្រីពៅ'],
  ['operator_handler', 'NSSF-12', 'ទេព វិចិត្រ'],
  ['operator_supervisor', 'NSSF-HQ', 'មាស សុវណ្ណ'],
  ['committee_member', 'NSSF-DSC', 'ប៉ែន ចាន់រ៉ា'],
  ['protection_officer', 'NSSF-PROT', 'យឹម សុខា'],
  ['regulator_reviewer', 'SSR', 'រស់ មុនី'],
];

export interface Given {
  readonly programme?: string;
  readonly category?: string;
  readonly place?: string;
  readonly protected?: boolean;
  readonly severity?: 'S1' | 'S2' | 'S3' | 'S4';
  readonly about?: readonly AboutDetails[];
}

export interface Filed {
  readonly id: string;
  readonly reference: string;
}

/** What a test looks at of a case. */
export interface Standing {
  readonly status: Status;
  readonly tier: string;
  readonly held_office: string;
  readonly watched_reason: string | null;
  readonly assigned_to: string | null;
  readonly due_at: Date | null;
  readonly row_version: number;
  readonly outcome: string | null;
}

export interface ClockLine {
  readonly id: string;
  readonly kind: string;
  readonly tier: string;
  readonly state: string;
  readonly trigger_at: Date;
  readonly due_at: Date;
  readonly escalate_at: Date | null;
  readonly escalated_at: Date | null;
  readonly next_action_at: Date | null;
  readonly pauses: readonly { from: string; to: string | null }[];
}

/** A world with people on the pilot's path, and short words for what tests of clocks and escalation do. */
export interface Field {
  readonly world: World;
  readonly perform: Perform;
  /** The database past row-level security. */
  readonly behind: pg.Client;
  person(office: string): StaffActor;
  file(given?: Given): Promise<Filed>;
  /** An act of the officer at the office that holds the case. */
  act(filed: Filed, what: (work: Work, reference: string) => Promise<unknown>): Promise<unknown>;
  acknowledge(filed: Filed): Promise<ActionAnswer>;
  assign(filed: Filed): Promise<unknown>;
  decide(filed: Filed, outcome: string): Promise<unknown>;
  sweep(options?: SweepOptions): Promise<SweepReport>;
  /** Moves the clock to an instant of Phnom Penh: `2026-12-07T17:31`. */
  at(local: string): void;
  standing(filed: Filed): Promise<Standing>;
  clocks(filed: Filed): Promise<readonly ClockLine[]>;
  clock(filed: Filed, kind: string): Promise<ClockLine>;
  facts(filed: Filed, event?: string): Promise<readonly { event: string; data: Record<string, unknown>; at: Date }[]>;
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Nothing of earlier tests is due any more, nobody is watched, everybody works again. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function aField(): Promise<Field> {
  const world = await aWorld();
  const { clock, perform } = world;
  const behind = new pg.Client({ connectionString: world.ownerUrl });
  behind.on('error', () => undefined);
  await behind.connect();
  const people = new Map<string, StaffActor>();
  for (const [role, office, name] of seats) {
    const personId = newId();
    await behind.query(
      `insert into person (id, email, name, role, office, created_at) values ($1, $2, $3, $4, $5, now())`,
      [personId, `${personId}@example.org`, name, role, office],
    );
    const actor = {
      kind: 'staff',
      personId,
      role,
      office,
      tier: null,
      track: null,
      operator: null,
      sessionId: newId(),
    };
    people.set(`${role} ${office}`, actor as StaffActor);
    if (!people.has(office)) people.set(office, actor as StaffActor);
  }
  const query = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await behind.query<Row>(text, [...values])).rows;
  const person = (office: string): StaffActor => {
    const found = people.get(office);
    if (!found) throw new Error(`nobody sits at ${office}`);
    return found;
  };
  const standing = async ({ id }: Filed): Promise<Standing> => {
    const [row] = await query<Standing>(
      `select status, tier, held_office, watched_reason, assigned_to, due_at, row_version, outcome from case_file where id = $1`,
      [id],
    );
    if (!row) throw new Error('no such case');
    return row;
  };
  const act: Field['act'] = async (filed, what) => {
    const { held_office: office } = await standing(filed);
    return perform(person(office), (work) => what(work, filed.reference), undefined);
  };
  const field: Field = {
    world,
    perform,
    behind,
    person,
    query,
    standing,
    act,
    file: (given = {}) => perform(system, fileCase, given),
    acknowledge: (filed) =>
      act(filed, (work, reference) => handling.acknowledge(work, { reference })) as Promise<ActionAnswer>,
    assign: (filed) =>
      act(filed, (work, reference) =>
        handling.assign(work, { reference, assignee: work.actor.kind === 'staff' ? work.actor.personId : '' }),
      ),
    decide: (filed, outcome) =>
      act(filed, (work, reference) =>
        handling.decide(work, {
          reference,
          outcome,
          reasons: 'បានពិនិត្យ',
          legalBasis: null,
          evidence: null,
          remedies: [],
        }),
      ),
    sweep: (options) => sweepDue(perform, clock, options),
    at: (local) => clock.set(new Date(`${local}+07:00`)),
    clocks: ({ id }) =>
      query<ClockLine>(
        `select id, kind, tier, state, trigger_at, due_at, escalate_at, escalated_at, next_action_at, pauses
         from sla_clock where case_id = $1 order by trigger_at, id`,
        [id],
      ),
    async clock(filed, kind) {
      const found = (await field.clocks(filed)).findLast((each) => each.kind === kind);
      if (!found) throw new Error(`no clock ${kind}`);
      return found;
    },
    facts: ({ id }, event) =>
      query(
        `select event, data, at from ledger_entry where chain = $1 and ($2::text is null or event = $2) order by seq`,
        [id, event ?? null],
      ),
    async settle() {
      await query(
        `update sla_clock set state = 'cancelled', next_action_at = null where state in ('running', 'paused', 'breached')`,
      );
      await query(`delete from sweep_failure`);
      await query(`update case_file set watched_reason = null, status = 'withdrawn'`);
      await query(`update person set active = true`);
    },
    async close() {
      await behind.end();
      await world.close();
    },
  };
  return field;
}

const fileCase: Command<Given, Filed> = async (work, given) => {
  const { programme = 'FP-PWC', category = 'CRD-NIS', place = '120101', about = [] } = given;
  const book = await currentBook(work);
  const on = phnomPenhDay(work.now);
  const found = book.category(category, on);
  if (!found) throw new Error(`no category ${category}`);
  const isProtected = given.protected ?? found.isProtected;
  const severity = given.severity ?? found.severity;
  const avoidOffices = about.flatMap(({ office }) => office ?? []);
  const route = routeNewCase(book, { programme, category, place, protected: isProtected, avoidOffices, on });
  const id = newId();
  const reference = formatReference(route.track, 2026, await nextCaseNumber(work));
  await openCase(work, {
    id,
    reference,
    track: route.track,
    programme,
    category,
    severity,
    place,
    language: 'km',
    channel: 'web',
    identity: 'named',
    protected: isProtected,
    lifeThreatening: false,
    occurredOn: null,
    tier: route.tier,
    heldOffice: route.office,
    operatorOffice: route.operatorOffice,
    intakeOffice: null,
    filedBy: null,
    appealOf: null,
    claimBarred: false,
    receiptHash: work.vault.lookupHash('receipt', reference),
    filedAt: work.now,
    how: 'filed',
    texts: { narrative: 'ខ្ញុំមិនទាន់បានប័ណ្ណ', remedySought: null },
    complainant: {
      name: 'ផល្លា',
      sex: 'female',
      birthYear: 1990,
      disability: 'no',
      phone: '+85512345678',
      email: null,
      address: null,
      ids: { socialProtectionId: null, nssfMemberId: null, equityCard: null, nationalId: null },
      contact: { channel: 'sms', safe: true, note: null },
    },
    representative: null,
    about,
    named: [],
  });
  await startClocks(work, {
    id,
    track: route.track,
    tier: route.tier,
    severity,
    filedAt: work.now,
    arrivedAt: work.now,
  });
  work.record({ event: 'case.filed', caseId: id, data: { reference, tier: route.tier }, announce: true });
  return { id, reference };
};
