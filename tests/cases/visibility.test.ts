import { sql } from 'kysely';

import {
  attachmentsOf,
  caseList,
  changesSince,
  contactOf,
  decisionsOf,
  messagesOf,
  partiesOf,
  remediesOf,
  timelineOf,
  type CaseListQuery,
  type CaseTables,
} from '../../src/cases/index.ts';
import { handling } from '../../src/escalation/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import type { Work } from '../../src/platform/work.ts';
import { aDesk, refusalOf, reading, type Desk, type FiledCase } from '../support/desk.ts';

let desk: Desk;
let officer: StaffActor;
let elsewhere: StaffActor;
let supervisor: StaffActor;
let auditor: StaffActor;
let guardian: StaffActor;
beforeAll(async () => {
  desk = await aDesk();
  officer = await desk.staff('province_officer', '12');
  elsewhere = await desk.staff('province_officer', '23');
  supervisor = await desk.staff('operator_supervisor', 'NSAF');
  auditor = await desk.staff('auditor', 'GS-NSPC');
  guardian = await desk.staff('protection_officer', 'NSAF-PROT');
});
afterAll(() => desk.close());

const page: CaseListQuery = { view: null, limit: 200, cursor: null };
const seek = (of: FiledCase, more: Partial<CaseListQuery['sought'] & object> = {}): CaseListQuery => ({
  ...page,
  sought: { reference: of.reference, phone: '+85512345678', ids: ['1234567890'], ...more },
});
const references = async (by: StaffActor, query: CaseListQuery): Promise<string[]> =>
  (await desk.as(by, caseList, query)).items.map((item) => item.reference);

/** Every way to read something of a case. */
const reads: readonly [string, (work: Work, reference: string) => Promise<unknown>][] = [
  ['record', handling.view],
  ['timeline', timelineOf],
  ['messages', messagesOf],
  ['parties', partiesOf],
  ['attachments', attachmentsOf],
  ['remedies', remediesOf],
  ['decisions', decisionsOf],
  ['changes', (work, reference) => changesSince(work, { reference, version: 1 })],
];

describe('a case that is not theirs', () => {
  let hidden: FiledCase;
  let known: FiledCase;
  beforeAll(async () => {
    hidden = await desk.file({ protected: true });
    known = await desk.file();
  });

  test.each(reads)('%s of a protected case is not found, whatever the role', async (_name, read) => {
    for (const actor of [officer, elsewhere, supervisor, auditor]) {
      const unknown = await refusalOf(desk.as(actor, read, 'SA-26-9999999-9'));
      expect(await refusalOf(desk.as(actor, read, hidden.reference))).toBe(unknown);
    }
    await expect(desk.as(guardian, read, hidden.reference)).resolves.toBeDefined();
  });

  test.each(reads)('%s of a case at another office is not found', async (_name, read) => {
    expect(await refusalOf(desk.as(elsewhere, read, known.reference))).toBe('not_found.case');
  });

  test('neither lists nor searches nor cursors show it', async () => {
    for (const actor of [officer, elsewhere, supervisor, auditor]) {
      for (const view of [null, 'office', 'mine', 'unassigned', 'overdue', 'watched'] as const) {
        expect(await references(actor, { ...page, view })).not.toContain(hidden.reference);
      }
      expect(await references(actor, seek(hidden))).not.toContain(hidden.reference);
    }
    expect(await references(elsewhere, seek(known))).toEqual([]);
    expect(await references(guardian, { ...page, view: 'office' })).toContain(hidden.reference);
    expect(await references(guardian, seek(hidden))).toContain(hidden.reference);
    // A cursor made up from the place of the hidden case shows only what comes after it.
    const cursor = Buffer.from(JSON.stringify(['due', '2000-01-01 00:00:00+00', hidden.id])).toString('base64url');
    expect(await references(officer, { ...page, view: 'office', cursor })).not.toContain(hidden.reference);
    const nonsense = Buffer.from(JSON.stringify(['due', "1' or true", hidden.id])).toString('base64url');
    expect(await refusalOf(desk.as(officer, caseList, { ...page, view: 'office', cursor: nonsense }))).toBe(
      'invalid_input',
    );
  });

  test('actions on it are not found either', async () => {
    const acknowledge = (by: StaffActor, of: FiledCase) =>
      desk.as(by, handling.acknowledge, { reference: of.reference });
    expect(await refusalOf(acknowledge(officer, hidden))).toBe('not_found.case');
    expect(await refusalOf(acknowledge(elsewhere, known))).toBe('not_found.case');
    // Who sees it and may not do it is told so.
    expect(await refusalOf(acknowledge(supervisor, known))).toBe('forbidden.case_is_elsewhere');
    expect(await refusalOf(acknowledge(auditor, known))).toBe('forbidden.role_handles_no_cases');
  });

  test('the second wall stands without the first: no row filter in code, and still nothing shows', async () => {
    const everything = reading(async (work) => {
      const db = work.db<CaseTables>();
      const tables = ['case_file', 'case_party', 'case_text', 'case_key', 'case_lookup', 'case_message'] as const;
      const counts = await Promise.all(
        tables.map(async (table) => {
          const column = table === 'case_file' ? 'id' : 'case_id';
          const { rows } = await sql<{
            n: number;
          }>`select count(*)::int as n from ${sql.table(table)} where ${sql.ref(column)} = ${hidden.id}`.execute(db);
          return rows[0]?.n;
        }),
      );
      return counts;
    });
    for (const actor of [officer, elsewhere, supervisor, auditor]) {
      expect(await desk.as(actor, everything, undefined)).toEqual([0, 0, 0, 0, 0, 0]);
    }
    expect(await desk.as(guardian, everything, undefined)).toEqual([1, 1, 1, 1, 2, 0]);
  });
});

describe('what is inside', () => {
  test('auditors see what was done, not what was said', async () => {
    const of = await desk.file();
    await desk.as(officer, handling.note, { reference: of.reference, text: 'សម្ងាត់' });
    const view = await desk.as(auditor, handling.view, of.reference);
    expect([view.narrative, view.permittedActions]).toEqual([{ state: 'withheld' }, []]);
    expect((await desk.as(auditor, messagesOf, of.reference)).map((each) => each.text)).toEqual([
      { state: 'withheld' },
    ]);
    expect((await desk.as(auditor, partiesOf, of.reference)).map((each) => each.details)).toEqual([
      { state: 'withheld' },
    ]);
    expect((await desk.as(auditor, timelineOf, of.reference)).map((each) => each.kind)).toContain('note.added');
    const listed = await desk.as(auditor, caseList, {
      ...page,
      sought: { reference: of.reference, phone: null, ids: [] },
    });
    expect(listed.items.map((item) => item.complainant)).toEqual([{ state: 'withheld' }]);
  });

  test('a confidential complainant is known to nobody who handles the case; reading leaves a trace', async () => {
    const of = await desk.file({ identity: 'confidential' });
    const parties = await desk.as(officer, partiesOf, of.reference);
    expect(parties.map((party) => party.details)).toEqual([{ state: 'withheld' }]);
    const view = await desk.as(officer, handling.view, of.reference);
    expect(view.narrative?.state).toBe('readable');
    const traces = await desk.owner<{ actor_id: string; data: object }>(
      `select actor_id, data from ledger_entry where chain = $1 and event = 'case.read' order by seq`,
      [of.id],
    );
    expect(traces).toEqual([
      { actor_id: officer.personId, data: { what: 'parties', breakGlass: false } },
      { actor_id: officer.personId, data: { what: 'case', breakGlass: false } },
    ]);
  });

  test('what cannot be opened is said to be so, never shown as empty', async () => {
    const [lost, damaged] = [await desk.file(), await desk.file()];
    for (const bad of [lost, damaged]) {
      await desk.as(officer, handling.note, { reference: bad.reference, text: 'កំណត់សម្គាល់' });
    }
    await desk.owner(`update case_key set wrapped = null, erased_at = now() where case_id = $1`, [lost.id]);
    for (const table of ['case_text', 'case_party', 'case_message']) {
      await desk.owner(
        `update ${table} set sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40)) where case_id = $1`,
        [damaged.id],
      );
    }
    for (const bad of [lost, damaged]) {
      expect((await desk.as(officer, handling.view, bad.reference)).narrative).toEqual({ state: 'undecryptable' });
      expect((await desk.as(officer, messagesOf, bad.reference))[0]?.text).toEqual({ state: 'undecryptable' });
      expect((await desk.as(officer, partiesOf, bad.reference))[0]?.details).toEqual({ state: 'undecryptable' });
      const listed = await desk.as(officer, caseList, {
        ...page,
        sought: { reference: bad.reference, phone: null, ids: [] },
      });
      expect(listed.items[0]?.complainant).toEqual({ state: 'undecryptable' });
    }
    // Nobody is written to once the content is erased; damage is loud.
    const contact = (of: FiledCase) => desk.world.perform(systemActor('test'), contactOf, of.id);
    expect((await contact(lost)).contact).toBeNull();
    await expect(contact(damaged)).rejects.toThrow('undecryptable');
  });

  test('the complainant sees the conversation, not the notes, and offices, not names', async () => {
    const of = await desk.file();
    const target = { reference: of.reference };
    await desk.as(officer, handling.acknowledge, { ...target, note: 'សម្រាប់តែបុគ្គលិក' });
    await desk.as(officer, handling.requestInformation, { ...target, question: 'ខែណា?', replyWithinWorkingDays: 3 });
    const view = await desk.as(of.complainant, handling.complainantView, undefined);
    expect(view.messages.map(({ kind, from, text }) => ({ kind, from, text }))).toEqual([
      {
        kind: 'question',
        from: { kind: 'staff', name: null, office: '12' },
        text: { state: 'readable', value: 'ខែណា?' },
      },
    ]);
    expect(view.messages[0]?.replyDueAt).toBeInstanceOf(Date);
    expect(view.timeline.map((entry) => entry.kind)).toEqual([
      'case.filed',
      'case.acknowledged',
      'information.requested',
      'clock.paused',
    ]);
    expect(view.timeline.every((entry) => entry.by.name === null && entry.text.km !== '' && entry.text.en !== '')).toBe(
      true,
    );
    expect(view.actions).toEqual(['reply', 'withdraw', 'attach']);
  });
});

describe('marking a case protected', () => {
  test('moves it to the desk and out of sight of whoever held it, at once', async () => {
    const of = await desk.file();
    await desk.as(officer, handling.acknowledge, { reference: of.reference });
    expect(
      await desk.as(officer, handling.markProtected, { reference: of.reference, reason: 'គំរាមកំហែង' }),
    ).toMatchObject({
      status: 'filed',
    });
    expect(await refusalOf(desk.as(officer, handling.view, of.reference))).toBe('not_found.case');
    expect(await refusalOf(desk.as(auditor, handling.view, of.reference))).toBe('not_found.case');
    const { file } = await desk.as(guardian, handling.view, of.reference);
    expect(file).toMatchObject({ protected: true, heldOffice: 'NSAF-PROT', tier: 'SA4', assignedTo: null });
    const custody = await desk.owner(
      'select office, how, until_at is null as now from case_custody where case_id = $1 order by from_at, id',
      [of.id],
    );
    expect(custody).toEqual([
      { office: '12', how: 'filed', now: false },
      { office: 'NSAF-PROT', how: 'protection', now: true },
    ]);
  });
});

describe('emergency access', () => {
  let privacy: StaffActor;
  let hidden: FiledCase;
  beforeAll(async () => {
    privacy = await desk.staff('privacy_officer', 'GS-NSPC');
    hidden = await desk.file({ protected: true });
  });

  test('opens a case to be read for four hours, leaves traces, and waits for a second person', async () => {
    const reason = 'ជីវិតមានគ្រោះថ្នាក់';
    await desk.as(supervisor, handling.breakGlass, { reference: hidden.reference, reason });
    const view = await desk.as(supervisor, handling.view, hidden.reference);
    expect([view.narrative?.state, view.permittedActions, view.glassBrokenUntil]).toEqual([
      'readable',
      [],
      expect.any(Date),
    ]);
    expect(await refusalOf(desk.as(supervisor, handling.acknowledge, { reference: hidden.reference }))).toBe(
      'forbidden.case_is_elsewhere',
    );
    expect(await refusalOf(desk.as(supervisor, handling.breakGlass, { reference: hidden.reference, reason }))).toBe(
      'rule.case_is_visible',
    );
    expect(await desk.events(hidden)).toEqual(expect.arrayContaining(['break_glass.opened', 'case.read']));

    const [waiting] = await desk.as(privacy, handling.breakGlassToReview, undefined);
    expect(waiting).toMatchObject({
      reference: hidden.reference,
      personId: supervisor.personId,
      reason: { state: 'readable', value: reason },
    });
    expect(await refusalOf(desk.as(privacy, handling.view, hidden.reference))).toBe('not_found.case');

    const startedAt = desk.world.clock.now();
    desk.world.clock.advance(4 * 3_600_000);
    expect(await refusalOf(desk.as(supervisor, handling.view, hidden.reference))).toBe('not_found.case');
    desk.world.clock.set(startedAt);

    await desk.as(privacy, handling.reviewBreakGlass, { id: waiting?.id ?? '', verdict: 'not_justified' });
    expect(await refusalOf(desk.as(supervisor, handling.view, hidden.reference))).toBe('not_found.case');
    expect(await desk.as(privacy, handling.breakGlassToReview, undefined)).toEqual([]);
  });

  test('is not for people of an office that the case is about, nor for those who handle none', async () => {
    const accused = await desk.file({ protected: true, about: [{ kind: 'office', office: '12' }] });
    const take = (by: StaffActor, reference: string) => desk.as(by, handling.breakGlass, { reference, reason: 'x' });
    expect(await refusalOf(take(officer, accused.reference))).toBe('not_found.case');
    expect(await refusalOf(take(officer, 'SA-26-9999999-9'))).toBe('not_found.case');
    expect(await refusalOf(take(auditor, hidden.reference))).toBe('forbidden.action');
    expect(await refusalOf(desk.as(supervisor, handling.breakGlassToReview, undefined))).toBe('forbidden.action');
  });
});
