import { join } from 'node:path';

import { erasureState, eraseDue, sealText } from '../../src/cases/index.ts';
import { handling } from '../../src/escalation/index.ts';
import { composeNotices, listOutbox } from '../../src/notifications/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { openFileStore, type FileStore } from '../../src/platform/files.ts';
import { openLog } from '../../src/platform/log.ts';
import { changeReferenceRow } from '../../src/reference/index.ts';
import { aMailRoom, administrator, announce } from '../notifications/mail-room-world.ts';
import { aDesk, refusalOf, type Desk, type FiledCase } from '../support/desk.ts';

const system = systemActor('test');

describe('the end of a case', () => {
  let desk: Desk;
  let files: FileStore;
  let privacy: StaffActor;
  beforeEach(async () => {
    desk = await aDesk();
    files = openFileStore(join(desk.world.dataDir, 'files'));
    privacy = await desk.staff('privacy_officer', 'GS-NSPC');
  });
  afterEach(() => desk.close());

  const services = () => ({ perform: desk.world.perform, log: openLog('silent') });
  const sweep = (store = files) => eraseDue(services(), store);
  const to = (text: string): void => desk.world.clock.set(new Date(text));
  const erasedAt = async (of: FiledCase): Promise<Date | null> =>
    (await desk.owner<{ erased_at: Date | null }>('select erased_at from case_file where id = $1', [of.id]))[0]
      ?.erased_at ?? null;
  const state = () => desk.world.perform(system, erasureState, undefined);
  const noClocks = (of: FiledCase) =>
    desk.owner(`update sla_clock set state = 'cancelled', next_action_at = null where case_id = $1`, [of.id]);
  /** A case that ended, with no time to appeal or reopen left running. */
  const anEndedCase = async (more: Readonly<Record<string, unknown>> = {}): Promise<FiledCase> => {
    const filed = await desk.file(more);
    await noClocks(filed);
    await desk.put(filed, 'closed');
    return filed;
  };

  test('comes when retention is over: nothing can be read any more, the tombstone stays', async () => {
    const filed = await anEndedCase();
    const [factId = ''] = await announce(desk.world, { event: 'case.closed', caseId: filed.id, data: {} });
    await desk.world.perform(system, composeNotices(aMailRoom()), { factId });
    await noClocks(filed);
    const file = newId();
    await files.put(file, Buffer.from('sealed'));
    await desk.world.perform(
      system,
      async (work) =>
        work.em.execute(
          `insert into attachment (id, case_id, side, media_type, bytes, sha256, sealed_name, file, added_at)
           values (?, ?, 'complainant', 'image/jpeg', 6, '\\x00', ?, ?, ?)`,
          [file, filed.id, await sealText(work, filed.id, `attachment:${file}`, 'ឯកសារ.jpg'), file, work.now],
        ),
      undefined,
    );

    to('2031-11-21T23:59:59+07:00');
    expect(await sweep()).toMatchObject({ erased: 0, failed: 0 });
    to('2031-11-22T00:00:00+07:00');
    expect(await sweep()).toEqual({ erased: 1, kept: 0, failed: 0, filesRemoved: 1, filesFailed: 0 });
    expect(await sweep()).toEqual({ erased: 0, kept: 0, failed: 0, filesRemoved: 0, filesFailed: 0 });

    expect(await files.names()).toEqual([]);
    const [key] = await desk.owner('select wrapped, erased_at from case_key where case_id = $1', [filed.id]);
    expect(key).toEqual({ wrapped: null, erased_at: new Date('2031-11-22T00:00:00+07:00') });
    for (const table of ['case_lookup', 'case_name', 'filing_key'])
      expect(await desk.owner(`select 1 from ${table} where case_id = $1`, [filed.id])).toEqual([]);

    const officer = await desk.staff('province_officer', '12');
    const view = await desk.as(officer, handling.view, filed.reference);
    expect(view.narrative).toEqual({ state: 'undecryptable' });
    expect(view.file).toMatchObject({
      reference: filed.reference,
      category: 'PAY-NOT',
      status: 'closed',
      sex: 'female',
    });
    const outbox = await desk.as(administrator, listOutbox, { limit: 10, cursor: null, state: null });
    // By chance an identifier holds the digits of a telephone number.
    const shown = outbox.items.map((item) => ({ ...item, id: null }));
    expect(JSON.stringify(shown)).not.toMatch(/012|855|សុខ/);
    const [fact] = await desk.owner<{ data: object; actor_id: string }>(
      `select data, actor_id from ledger_entry where chain = $1 and event = 'case.erased'`,
      [filed.id],
    );
    expect(fact).toEqual({
      actor_id: 'vault.erase',
      data: {
        rule: 'RETAIN',
        years: 5,
        lastActivityOn: '2026-11-21',
        files: 1,
        track: 'social_assistance',
        programme: 'FP-PWC',
        category: 'PAY-NOT',
        severity: 'S3',
        tier: 'SA3',
        status: 'closed',
        outcome: null,
        filedOn: '2026-11-21',
        closedOn: '2026-11-21',
      },
    });
    expect(await state()).toEqual({ failedCases: [], filesLeft: 0, filesLeftSince: null, halfErased: [] });
  });

  test('is counted from the last thing that happened, not from the filing or the closing', async () => {
    const filed = await anEndedCase();
    to('2029-06-01T10:00:00+07:00');
    const officer = await desk.staff('province_officer', '12');
    await desk.as(officer, handling.note, { reference: filed.reference, text: 'អ្នកប្តឹងបានទូរស័ព្ទ' });
    to('2034-06-01T10:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 0, kept: 1 });
    // Reading does not count.
    await desk.as(officer, handling.view, filed.reference);
    to('2034-06-02T00:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 1 });
  });

  test('comes by category: information after one year, pensions and protected cases after ten', async () => {
    const information = await anEndedCase({ category: 'INF' });
    const pension = await anEndedCase({ programme: 'SS-PEN-PRI', category: 'PEN-ELG' });
    const ordinary = await anEndedCase();
    const hidden = await anEndedCase({ protected: true });
    const all = async () =>
      Promise.all([information, ordinary, pension, hidden].map(async (of) => (await erasedAt(of)) !== null));
    to('2027-11-22T00:00:00+07:00');
    await sweep();
    expect(await all()).toEqual([true, false, false, false]);
    to('2031-11-22T00:00:00+07:00');
    await sweep();
    expect(await all()).toEqual([true, true, false, false]);
    to('2036-11-22T00:00:00+07:00');
    await sweep();
    expect(await all()).toEqual([true, true, true, true]);
  });

  test('never comes for a case that is still open in whatever way', async () => {
    const open = ['filed', 'acknowledged', 'awaiting_complainant', 'decided', 'escalated', 'in_resolution'] as const;
    for (const status of open) await desk.put(await desk.file(), status);
    await desk.owner(`update case_file set closed_at = filed_at`);
    to('2099-01-01T00:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 0, failed: 0 });
    const rows = await desk.owner<{ status: string }>(`select status from case_file where erased_at is null`);
    expect(rows.map((row) => row.status).sort()).toEqual([...open].sort());
  });

  test('waits for an open appeal, and then for the retention of the appeal', async () => {
    const [filed, appeal] = [await anEndedCase(), await desk.file()];
    await desk.owner('update case_file set appeal_of = $1 where id = $2', [filed.id, appeal.id]);
    await desk.owner(`update sla_clock set state = 'cancelled', next_action_at = null`);
    to('2033-01-10T10:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 0, kept: 1 });
    await desk.owner(`update case_file set status = 'closed', closed_at = $2 where id = $1`, [
      appeal.id,
      desk.world.clock.now(),
    ]);
    to('2038-01-10T23:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 0 });
    to('2038-01-11T00:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 2 });
  });

  test('waits for a remedy, a running clock and a review that is owed', async () => {
    const filed = await anEndedCase();
    const officer = await desk.staff('province_officer', '12');
    const decision = newId();
    await desk.owner(
      `insert into case_decision (id, case_id, tier, office, decided_by, outcome, sealed, decided_at) values ($1, $2, 'SA3', '12', $3, 'upheld', '\\x00', now())`,
      [decision, filed.id, officer.personId],
    );
    await desk.owner(
      `insert into remedy (id, case_id, decision_id, kind, due_on, state, created_at) values ($1, $2, $3, 'apology', '2026-12-01', 'fulfilled', now())`,
      [newId(), filed.id, decision],
    );
    to('2050-01-01T00:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 0, kept: 1 });
    await desk.owner(`update remedy set state = 'confirmed'`);
    await desk.owner(
      `update sla_clock set state = 'running' where id = (select id from sla_clock where case_id = $1 limit 1)`,
      [filed.id],
    );
    expect(await sweep()).toMatchObject({ erased: 0, kept: 1 });
    await desk.owner(`update sla_clock set state = 'cancelled' where case_id = $1`, [filed.id]);
    const stranger = await desk.staff('district_officer', '2301');
    const { id } = await desk.as(stranger, handling.breakGlass, { reference: filed.reference, reason: 'បន្ទាន់' });
    expect(await sweep()).toMatchObject({ erased: 0, kept: 1 });
    await desk.as(privacy, handling.reviewBreakGlass, { id, verdict: 'justified' });
    expect(await sweep()).toMatchObject({ erased: 1 });
    // What was erased takes no further access.
    expect(
      await refusalOf(
        desk.as(await desk.staff('district_officer', '2301'), handling.breakGlass, {
          reference: filed.reference,
          reason: 'x',
        }),
      ),
    ).toBe('rule.content_erased');
  });

  test('waits for a legal hold, laid by a privacy officer who does not see the case', async () => {
    const filed = await anEndedCase({ protected: true });
    const officer = await desk.staff('province_officer', '12');
    expect(await refusalOf(desk.as(officer, handling.placeHold, { reference: filed.reference, reason: 'x' }))).toBe(
      'forbidden.action',
    );
    const { id } = await desk.as(privacy, handling.placeHold, { reference: filed.reference, reason: 'តុលាការស្នើសុំ' });
    expect(await refusalOf(desk.as(privacy, handling.view, filed.reference))).toBe('not_found.case');
    to('2050-01-01T00:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 0, failed: 0 });
    expect(await desk.as(privacy, handling.legalHolds, undefined)).toMatchObject([
      { id, reference: filed.reference, reason: { state: 'readable', value: 'តុលាការស្នើសុំ' } },
    ]);
    await desk.as(privacy, handling.liftHold, { id, reason: 'ចប់រឿងក្តី' });
    expect(await refusalOf(desk.as(privacy, handling.liftHold, { id, reason: 'x' }))).toBe('not_found.hold');
    expect(await sweep()).toMatchObject({ erased: 1 });
    expect(await desk.events(filed)).toEqual(
      expect.arrayContaining(['legal_hold.placed', 'legal_hold.lifted', 'case.erased']),
    );
    expect(await refusalOf(desk.as(privacy, handling.placeHold, { reference: filed.reference, reason: 'x' }))).toBe(
      'rule.content_erased',
    );
    expect(await refusalOf(desk.as(privacy, handling.placeHold, { reference: 'SA-26-9999999-9', reason: 'x' }))).toBe(
      'not_found.case',
    );
  });

  test('that fails is written down, tried again, and made good', async () => {
    const [bad, good] = [await anEndedCase(), await anEndedCase()];
    await desk.owner(`create function refuse_one() returns trigger language plpgsql as
      $$ begin if old.case_id = '${bad.id}' then raise exception 'broken' using errcode = '58030'; end if; return new; end $$`);
    await desk.owner('create trigger refuse_one before update on case_key for each row execute function refuse_one()');
    to('2032-01-01T00:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 1, failed: 1 });
    expect(await erasedAt(good)).not.toBeNull();
    expect(await erasedAt(bad)).toBeNull();
    await sweep();
    expect((await state()).failedCases).toEqual([{ reference: bad.reference, attempts: 2, error: '58030' }]);
    await desk.owner('drop trigger refuse_one on case_key');
    expect(await sweep()).toMatchObject({ erased: 1, failed: 0 });
    expect((await state()).failedCases).toEqual([]);
  });

  test('a file that cannot be removed stays on the list until it is gone', async () => {
    const filed = await anEndedCase();
    const file = newId();
    await files.put(file, Buffer.from('sealed'));
    await desk.owner(
      `insert into attachment (id, case_id, side, media_type, bytes, sha256, sealed_name, file, added_at)
       values ($1, $2, 'staff', 'application/pdf', 6, '\\x00', '\\x00', $3, $4)`,
      [newId(), filed.id, file, desk.world.clock.now()],
    );
    to('2032-01-01T00:00:00+07:00');
    const broken: FileStore = { ...files, remove: () => Promise.reject(Object.assign(new Error(), { code: 'EIO' })) };
    expect(await sweep(broken)).toMatchObject({ erased: 1, filesFailed: 1 });
    expect(await state()).toMatchObject({ filesLeft: 1, filesLeftSince: desk.world.clock.now() });
    expect(await sweep()).toMatchObject({ filesRemoved: 1, filesFailed: 0 });
    expect(await state()).toMatchObject({ filesLeft: 0 });
    expect(await files.names()).toEqual([]);
  });

  test('what another area still needs is kept', async () => {
    await anEndedCase();
    to('2032-01-01T00:00:00+07:00');
    expect(await eraseDue(services(), files, [() => Promise.resolve(true)])).toMatchObject({ erased: 0, kept: 1 });
    expect(await eraseDue(services(), files, [() => Promise.resolve(false)])).toMatchObject({ erased: 1 });
  });

  test('an administrator may keep longer, dated; a slip that would erase yesterday is refused by the database', async () => {
    const filed = await anEndedCase();
    await desk.as(await desk.staff('administrator', 'GS-NSPC'), changeReferenceRow, {
      kind: 'retention_rule',
      code: 'RETAIN',
      seenVersion: 1,
      validFrom: '2026-11-22',
      data: { years: 7 },
      source: { km: 'សេចក្តីសម្រេច', en: 'Decision' },
      force: 'default',
    });
    to('2032-01-01T00:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 0 });
    to('2033-11-22T00:00:00+07:00');
    expect(await sweep()).toMatchObject({ erased: 1 });
    expect(await erasedAt(filed)).not.toBeNull();
    await expect(
      desk.owner(
        `update reference_row set data = jsonb_set(data, '{years}', '0') where kind = 'retention_rule' and valid_to is null`,
      ),
    ).rejects.toThrow(/reference_row_retention/);
  });
});
