import { overdueReviews, partiesOf } from '../../src/cases/index.ts';
import { handling } from '../../src/escalation/index.ts';
import { listOutbox, sweepMailRoom } from '../../src/notifications/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { openLog } from '../../src/platform/log.ts';
import { aMailRoom, administrator } from '../notifications/mail-room-world.ts';
import { aDesk, refusalOf, type Desk } from '../support/desk.ts';

const system = systemActor('test');

describe('access that a second person looks at', () => {
  let desk: Desk;
  let privacy: StaffActor;
  let auditor: StaffActor;
  beforeEach(async () => {
    desk = await aDesk();
    privacy = await desk.staff('privacy_officer', 'GS-NSPC');
    auditor = await desk.staff('auditor', 'GS-NSPC');
  });
  afterEach(() => desk.close());
  const to = (text: string): void => desk.world.clock.set(new Date(text));
  const mails = async () => {
    await sweepMailRoom(aMailRoom(), { perform: desk.world.perform, log: openLog('silent') });
    const { items } = await desk.as(administrator, listOutbox, { limit: 50, cursor: null, state: null });
    return items.filter((item) => /break_glass|identity/.test(item.event));
  };

  describe('emergency access', () => {
    test('is told to the privacy officers, who learn nothing of the case; reviewed within two working days', async () => {
      const filed = await desk.file({ category: 'PRT-GBV', protected: true });
      const stranger = await desk.staff('province_officer', '12', 'ស្មៀន');
      const { id } = await desk.as(stranger, handling.breakGlass, { reference: filed.reference, reason: 'អាយុជីវិត' });
      expect((await desk.as(stranger, handling.view, filed.reference)).narrative).toMatchObject({ state: 'readable' });

      const [mail, ...others] = await mails();
      expect(others).toEqual([]);
      expect(mail?.event).toBe('break_glass.opened');
      const text = JSON.stringify(mail);
      expect(text).toContain(filed.reference);
      // Saturday before the Water Festival (23 to 25 November): the second working day is Friday 27.
      expect(text).toMatch(/២៧\/១១\/២០២៦/);
      expect(text).not.toMatch(/GBV|អំពើហិង្សា|អាយុជីវិត|FP-PWC|ស្មៀន/);

      const [entry] = await desk.as(privacy, handling.breakGlassToReview, undefined);
      expect(entry).toMatchObject({
        id,
        kind: 'case',
        reference: filed.reference,
        person: 'ស្មៀន',
        reason: { state: 'readable', value: 'អាយុជីវិត' },
        reviewDueAt: new Date('2026-11-27T17:30:00+07:00'),
        isOverdue: false,
      });
      expect(await desk.world.perform(system, overdueReviews, undefined)).toBe(0);

      to('2026-11-27T17:31:00+07:00');
      expect(await desk.as(privacy, handling.breakGlassToReview, undefined)).toMatchObject([{ id, isOverdue: true }]);
      expect(await desk.world.perform(system, overdueReviews, undefined)).toBe(1);
      await desk.as(privacy, handling.reviewBreakGlass, { id, verdict: 'not_justified' });
      expect(await desk.world.perform(system, overdueReviews, undefined)).toBe(0);

      // The register for auditors: that it was done and judged, not why.
      const register = await desk.as(auditor, handling.breakGlassRegister, {});
      expect(register).toMatchObject([
        {
          id,
          person: 'ស្មៀន',
          reason: { state: 'withheld' },
          review: { by: privacy.personId, verdict: 'not_justified' },
        },
      ]);
      expect(await desk.events(filed)).toEqual(
        expect.arrayContaining(['break_glass.opened', 'case.read', 'break_glass.reviewed']),
      );
    });

    test('ends by itself, and at once when it was not justified', async () => {
      const filed = await desk.file();
      const stranger = await desk.staff('district_officer', '2301');
      const given = { reference: filed.reference, reason: 'x' };
      await desk.as(stranger, handling.breakGlass, given);
      desk.world.clock.advance(4 * 3_600_000 + 1);
      expect(await refusalOf(desk.as(stranger, handling.view, filed.reference))).toBe('not_found.case');
      const { id } = await desk.as(stranger, handling.breakGlass, given);
      await desk.as(privacy, handling.reviewBreakGlass, { id, verdict: 'not_justified' });
      expect(await refusalOf(desk.as(stranger, handling.view, filed.reference))).toBe('not_found.case');
    });

    test('is never reviewed by whoever took it, also not after a change of post, nor twice', async () => {
      const filed = await desk.file();
      const stranger = await desk.staff('district_officer', '2301');
      const { id } = await desk.as(stranger, handling.breakGlass, { reference: filed.reference, reason: 'x' });
      const promoted: StaffActor = { ...stranger, role: 'privacy_officer' };
      expect(await refusalOf(desk.as(promoted, handling.reviewBreakGlass, { id, verdict: 'justified' }))).toBe(
        'forbidden.own_break_glass',
      );
      await expect(
        desk.owner(`update break_glass set reviewed_by = person_id, reviewed_at = now(), verdict = 'justified'`),
      ).rejects.toThrow(/check/);
      await desk.as(privacy, handling.reviewBreakGlass, { id, verdict: 'justified' });
      expect(await refusalOf(desk.as(privacy, handling.reviewBreakGlass, { id, verdict: 'justified' }))).toBe(
        'not_found.break_glass',
      );
    });

    test('the list and the register are for those who review and audit', async () => {
      const officer = await desk.staff('operator_supervisor', 'NSAF');
      expect(await refusalOf(desk.as(officer, handling.breakGlassToReview, undefined))).toBe('forbidden.action');
      expect(await refusalOf(desk.as(officer, handling.breakGlassRegister, {}))).toBe('forbidden.action');
      expect(await refusalOf(desk.as(auditor, handling.breakGlassToReview, undefined))).toBe('forbidden.action');
    });
  });

  describe('the identity of a confidential complainant', () => {
    const confidential = { identity: 'confidential' };
    const nameSeenBy = async (actor: StaffActor, reference: string) =>
      (await desk.as(actor, partiesOf, reference)).find((party) => party.side === 'complainant')?.details;

    test('is shown to whoever handles the case, for a reason, for four hours, and each look is on record', async () => {
      const filed = await desk.file(confidential);
      const officer = await desk.staff('province_officer', '12');
      const colleague = await desk.staff('province_officer', '12');
      expect(await nameSeenBy(officer, filed.reference)).toEqual({ state: 'withheld' });
      const { id, expiresAt } = await desk.as(officer, handling.requestIdentity, {
        reference: filed.reference,
        reason: 'ត្រូវបើកប្រាក់ឱ្យផ្ទាល់',
      });
      expect(expiresAt).toEqual(new Date(desk.world.clock.now().getTime() + 4 * 3_600_000));
      expect(await nameSeenBy(officer, filed.reference)).toMatchObject({
        state: 'readable',
        value: { name: 'សុខ សុភា' },
      });
      expect(await nameSeenBy(colleague, filed.reference)).toEqual({ state: 'withheld' });
      expect(
        await refusalOf(desk.as(officer, handling.requestIdentity, { reference: filed.reference, reason: 'x' })),
      ).toBe('rule.identity_is_visible');
      expect(await mails()).toMatchObject([{ event: 'identity.requested' }]);
      expect(await desk.as(privacy, handling.breakGlassToReview, undefined)).toMatchObject([
        { id, kind: 'identity', reason: { state: 'readable', value: 'ត្រូវបើកប្រាក់ឱ្យផ្ទាល់' }, isOverdue: false },
      ]);
      const reads = await desk.owner<{ actor_id: string; data: object }>(
        `select actor_id, data from ledger_entry where chain = $1 and event = 'identity.read'`,
        [filed.id],
      );
      expect(reads).toEqual([{ actor_id: officer.personId, data: { requestId: id } }]);

      desk.world.clock.advance(4 * 3_600_000);
      expect(await nameSeenBy(officer, filed.reference)).toEqual({ state: 'withheld' });
    });

    test('is hidden again at once when the second person finds no reason', async () => {
      const filed = await desk.file(confidential);
      const officer = await desk.staff('province_officer', '12');
      const { id } = await desk.as(officer, handling.requestIdentity, { reference: filed.reference, reason: 'x' });
      await desk.as(privacy, handling.reviewBreakGlass, { id, verdict: 'not_justified' });
      expect(await nameSeenBy(officer, filed.reference)).toEqual({ state: 'withheld' });
      expect(await desk.events(filed)).toEqual(expect.arrayContaining(['identity.requested', 'identity.reviewed']));
    });

    test('is asked for only by whoever handles the case now', async () => {
      const filed = await desk.file(confidential);
      const ask = (actor: StaffActor) =>
        refusalOf(desk.as(actor, handling.requestIdentity, { reference: filed.reference, reason: 'x' }));
      expect(await ask(await desk.staff('province_officer', '11'))).toBe('not_found.case');
      expect(await ask(auditor)).toBe('forbidden.action');
      expect(await ask(await desk.staff('operator_supervisor', 'NSAF'))).toBe('forbidden.case_is_elsewhere');
      expect(await ask(privacy)).toBe('not_found.case');
      const open = await desk.file();
      expect(
        await refusalOf(
          desk.as(await desk.staff('province_officer', '12'), handling.requestIdentity, {
            reference: open.reference,
            reason: 'x',
          }),
        ),
      ).toBe('rule.identity_is_visible');
    });

    test('of a request belongs to the one who asked, also for the database', async () => {
      const filed = await desk.file(confidential);
      const officer = await desk.staff('province_officer', '12');
      await desk.as(officer, handling.requestIdentity, { reference: filed.reference, reason: 'x' });
      const rows = (actor: StaffActor) =>
        desk.world.perform(actor, (work) => work.em.execute<object[]>('select id from identity_request'), undefined);
      expect(await rows(officer)).toHaveLength(1);
      expect(await rows(await desk.staff('province_officer', '12'))).toHaveLength(0);
    });
  });
});
