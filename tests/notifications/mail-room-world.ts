import pg from 'pg';

import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import type { Fact } from '../../src/kernel/fact.ts';
import { newId } from '../../src/kernel/ids.ts';
import { openLog } from '../../src/platform/log.ts';
import { keptMailer } from '../../src/platform/mailer.ts';
import { keptSms } from '../../src/platform/sms.ts';
import type { Command } from '../../src/platform/work.ts';
import { formatReference, nextCaseNumber, openCase, type NewCase } from '../../src/cases/index.ts';
import { listOutbox, noticeTemplates, type MailRoom, type OutboxItem } from '../../src/notifications/index.ts';
import { worldStartsAt } from '../support/template-database.ts';
import type { World } from '../support/world.ts';

const templates = noticeTemplates();
export const log = openLog('silent');

/** A mail room that keeps what it is given, unless told otherwise. */
export function aMailRoom(over: Partial<MailRoom> = {}): MailRoom {
  return {
    templates,
    publicUrl: 'https://samleng.example',
    mailer: keptMailer(),
    sms: keptSms(),
    chance: () => 0.5,
    ...over,
  };
}

export const complainant = {
  name: 'សុខ សុភា',
  sex: 'female',
  birthYear: 1990,
  disability: 'undisclosed',
  phone: '+85512345678',
  email: 'sok@example.org',
  address: null,
  ids: { socialProtectionId: null, nssfMemberId: null, equityCard: null, nationalId: null },
  contact: { channel: 'sms', safe: true, note: null },
} as const satisfies NewCase['complainant'];

/** A case as intake would leave it: held by a commune office, of the flagship cash programme. */
export async function aKeptCase(world: World, over: Partial<NewCase> = {}): Promise<NewCase> {
  const keep: Command<void, NewCase> = async (work) => {
    const given: NewCase = {
      id: newId(),
      reference: formatReference('social_assistance', 2026, await nextCaseNumber(work)),
      track: 'social_assistance',
      programme: 'FP-PWC',
      category: 'PAY-NOT',
      severity: 'S3',
      place: '120101',
      language: 'km',
      channel: 'web',
      identity: 'named',
      protected: false,
      lifeThreatening: false,
      occurredOn: null,
      tier: 'SA1',
      heldOffice: '120101',
      operatorOffice: 'NSAF',
      intakeOffice: null,
      filedBy: null,
      appealOf: null,
      claimBarred: false,
      receiptHash: Buffer.alloc(32),
      filedAt: work.now,
      how: 'filed',
      texts: { narrative: 'x', remedySought: null },
      complainant,
      representative: null,
      about: [],
      named: [],
      ...over,
    };
    await openCase(work, given);
    return given;
  };
  return world.perform(systemActor('test'), keep, undefined);
}

/** Announces facts and gives the ids under which they stand in the outbox. */
export async function announce(world: World, ...facts: Omit<Fact, 'announce'>[]): Promise<string[]> {
  const record: Command<void, void> = (work) => {
    for (const fact of facts) work.record({ ...fact, announce: true });
    return Promise.resolve();
  };
  const last: Command<void, string[]> = async (work) => {
    const rows = await work.em.execute<{ fact_id: string }[]>(
      `select fact_id from (select fact_id, id from outbox order by id desc limit ?) f order by id`,
      [facts.length],
    );
    return rows.map((row) => row.fact_id);
  };
  await world.perform(systemActor('test'), record, undefined);
  return world.perform(systemActor('test'), last, undefined);
}

/** A running clock of a case. */
export async function aClock(
  world: World,
  caseId: string,
  of: { kind: string; dueAt: string; escalateAt?: string; state?: string },
): Promise<string> {
  const id = newId();
  const add: Command<void, void> = async (work) => {
    await work.em.execute(
      `insert into sla_clock (id, case_id, kind, tier, rule, rule_id, rule_version, force, calendar_version, trigger_at, due_at, state, escalate_at)
       values (?, ?, ?, 'SA1', '{}', 'SA1.DECIDE.S3', 1, 'default', '1', ?, ?, ?, ?)`,
      [id, caseId, of.kind, work.now, of.dueAt, of.state ?? 'running', of.escalateAt ?? null],
    );
  };
  await world.perform(systemActor('test'), add, undefined);
  return id;
}

/** A member of staff. */
export async function aPerson(
  world: World,
  over: { role: string; office: string; email?: string; language?: 'km' | 'en' },
): Promise<string> {
  const id = newId();
  const add: Command<void, void> = async (work) => {
    await work.em.execute(
      `insert into person (id, email, name, language, role, office, active, demo, created_at) values (?, ?, 'ចាន់', ?, ?, ?, true, false, ?)`,
      [id, over.email ?? `${id}@staff.example`, over.language ?? 'km', over.role, over.office, work.now],
    );
  };
  await world.perform(systemActor('test'), add, undefined);
  return id;
}

export const administrator: StaffActor = {
  kind: 'staff',
  personId: '0199aa00-0000-7000-8000-0000000000aa',
  role: 'administrator',
  office: 'NSAF',
  tier: null,
  track: null,
  operator: null,
  sessionId: '0199aa00-0000-7000-8000-0000000000ab',
};

/** Everything in the outbox, oldest first. */
export async function outboxOf(world: World): Promise<OutboxItem[]> {
  const page = await world.perform(administrator, listOutbox, { limit: 200, cursor: null, state: null });
  return page.items.toReversed();
}

/** The world as it began, without cases, people and messages: cheaper than another one. */
export async function emptied(world: World): Promise<void> {
  const client = new pg.Client({ connectionString: world.ownerUrl });
  await client.connect();
  await client.query('truncate notice, outbox, case_file, person cascade');
  await client.end();
  world.clock.set(worldStartsAt);
}
