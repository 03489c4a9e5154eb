import { handling, sweepDue } from '../../src/escalation/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { drawClosuresJob, handlersToChoose, lookAgain, reviewBreach, samples } from '../../src/oversight/index.ts';
import type { Command } from '../../src/platform/work.ts';
import { referenceChanged } from '../../src/reference/reads/current-book.ts';
import { statisticsOf } from '../../src/reporting/index.ts';
import { aDesk, refusalOf, type Desk, type FiledCase } from '../support/desk.ts';
import { aBrowser, textOf } from '../support/staff-agent.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';

let desk: Desk;
let web: StaffWeb;
let dara: StaffActor;
let thida: StaffActor;
let supervisor: StaffActor;
const at = (moment: string) => desk.world.clock.set(new Date(`${moment}+07:00`));
const target = (of: FiledCase) => ({ reference: of.reference });
const open = (path: string) => aBrowser(web).open(path);

beforeAll(async () => {
  desk = await aDesk();
  const half = `update reference_row set data = jsonb_set(data, '{percent}', '50') where kind = 'sampling_rule'`;
  const lookAtHalf: Command<void, void> = async (work) => {
    await work.em.execute(half);
    referenceChanged(work);
  };
  await desk.world.perform(systemActor('test'), lookAtHalf, undefined);
  web = aStaffWeb(desk.world);
  dara = await desk.staff('province_officer', '12', 'សុខ ដារ៉ា');
  thida = await desk.staff('province_officer', '12', 'ចាន់ ធីតា');
  supervisor = await desk.staff('operator_supervisor', 'NSAF', 'ឈឹម បូរ៉ា');
});
beforeEach(() => {
  web.actor = supervisor;
});
afterAll(() => desk.close());

/** A case at the province, in somebody's hands. */
async function aCaseOf(officer: StaffActor, more: Readonly<Record<string, unknown>> = {}): Promise<FiledCase> {
  const of = await desk.file(more);
  await desk.as(officer, handling.acknowledge, target(of));
  await desk.as(officer, handling.assign, { ...target(of), assignee: officer.personId });
  return of;
}

describe('workload', () => {
  let cases: FiledCase[];
  beforeAll(async () => {
    at('2026-11-21T09:00:00');
    cases = [await aCaseOf(dara), await aCaseOf(dara), await aCaseOf(dara)];
    await aCaseOf(thida);
    await desk.file();
    await desk.file({ category: 'PRT-GBV' });
  });

  test('who has how many; what nobody has; nothing of protected cases', async () => {
    const text = textOf((await open('/en/staff/workload?office=12')).text);
    expect(text).toMatch(/Nobody in particular [^0-9]*1 0 0 0 days/);
    expect(text).toMatch(/សុខ ដារ៉ា Province officer 3 0 0 0 days/);
    expect(text).toMatch(/ចាន់ ធីតា Province officer 1 0 0 0 days/);
    const own = textOf((await open('/en/staff/workload')).text);
    expect(own).toMatch(/Phnom Penh[^0-9]*12 5 1 0 0 days/);
    expect(own).not.toContain('protection');
  });

  test('cases are given to somebody else, many at once, and each result is told', async () => {
    const page = await open(`/en/staff/workload/cases?office=12&person=${dara.personId}`);
    expect(textOf(page.text)).toContain('Cases of សុខ ដារ៉ា');
    const path = `/en/staff/workload/cases?office=12&person=${dara.personId}`;
    const browser = aBrowser(web);
    const none = await browser.send(path, { assignee: thida.personId }, path);
    expect([none.status, textOf(none.text).includes('Choose at least one case')]).toEqual([422, true]);
    const nobody = await browser.send(path, { case: `${cases[0]?.reference}@3` }, path);
    expect([nobody.status, textOf(nobody.text).includes('Choose a person')]).toEqual([422, true]);
    const stranger = await browser.send(
      path,
      { case: `${cases[0]?.reference}@3`, assignee: supervisor.personId },
      path,
    );
    expect(stranger.status).toBe(422);
    const values = [...page.text.matchAll(/name="case" value="([^"]+)"/g)].map(([, value]) => value ?? '');
    expect(values).toHaveLength(3);
    const question = { question: 'លេខគណនី?', replyWithinWorkingDays: 5 };
    await desk.as(dara, handling.requestInformation, { reference: (values[0] ?? '').split('@')[0] ?? '', ...question });
    const done = await browser.send(path, { case: values, assignee: thida.personId }, path);
    const said = textOf(done.text);
    expect(done.status).toBe(200);
    expect(said.match(/Given to ចាន់ ធីតា/g)).toHaveLength(2);
    expect(said).toContain('Somebody else changed this case meanwhile');
    expect(textOf((await open('/en/staff/workload?office=12')).text)).toMatch(/ចាន់ ធីតា Province officer 3 /);
  });

  test('an office that holds nothing one answers for is not there, nor is a protection desk', async () => {
    expect((await open('/en/staff/workload?office=SSR')).status).toBe(404);
    expect((await open('/en/staff/workload?office=NSAF-PROT')).status).toBe(404);
    expect(await refusalOf(desk.as(dara, handlersToChoose, '12'))).toBe('forbidden.action');
  });
});

describe('a missed deadline', () => {
  let late: FiledCase;
  let clockId: string;
  beforeAll(async () => {
    at('2026-12-01T09:00:00');
    late = await aCaseOf(dara);
    at('2027-01-05T09:00:00');
    await sweepDue(desk.world.perform, desk.world.clock);
    const [row] = await desk.owner<{ id: string }>(
      `select id from sla_clock where case_id = $1 and kind = 'decide' and breached_at is not null`,
      [late.id],
    );
    clockId = row?.id ?? '';
  });

  test('is listed with where it lay, looked into once, and counted', async () => {
    const list = await open('/en/staff/breaches');
    expect(textOf(list.text)).toContain('Decision, due');
    expect(list.text).toContain(`/en/staff/breaches/${clockId}`);
    const path = `/en/staff/breaches/${clockId}`;
    const browser = aBrowser(web);
    const empty = await browser.send(path, { cause: '', done: '' });
    expect([empty.status, textOf(empty.text).includes('Choose why it was missed')]).toEqual([422, true]);
    const kept = await browser.send(path, { cause: 'too_few_people', done: 'បានបន្ថែមមន្ត្រីម្នាក់' });
    expect(kept.headers['location']).toBe('/en/staff/breaches?done=kept');
    const reviewed = textOf((await open('/en/staff/breaches?view=reviewed')).text);
    expect(reviewed).toContain('Too few people for the work');
    expect(reviewed).toContain('1 (100 %)');
    expect(textOf((await open(path)).text)).toContain('បានបន្ថែមមន្ត្រីម្នាក់');
    const again = { clockId, cause: 'system', done: 'x' } as const;
    expect(await refusalOf(desk.as(supervisor, reviewBreach, again))).toBe('rule.breach_reviewed_already');
    expect(await desk.events(late)).toContain('breach.reviewed');
    const kinds = await desk.owner(`select 1 from breach_review where sealed::text like '%បន្ថែម%'`);
    expect(kinds).toEqual([]);
    const figures = await desk.as(supervisor, statisticsOf, { from: '2026-11-01', to: '2027-01-31' });
    const found = figures.indicators.find(({ indicator }) => indicator === 'breaches_reviewed');
    expect(found?.total.n).toBeGreaterThan(1);
    expect(found?.total.value).toBeGreaterThan(0);
  });

  test('is nothing to those who do not answer for the case', async () => {
    const other = await desk.staff('operator_supervisor', 'NSSF-HQ');
    const input = { clockId, cause: 'system', done: 'x' } as const;
    expect(await refusalOf(desk.as(other, reviewBreach, input))).toBe('not_found.breach');
    expect(await refusalOf(desk.as(dara, reviewBreach, input))).toBe('forbidden.action');
    web.actor = other;
    expect((await open(`/en/staff/breaches/${clockId}`)).status).toBe(404);
    expect(textOf((await open('/en/staff/breaches')).text)).toContain('No missed deadline waits here.');
  });
});

describe('the second look', () => {
  const ended: FiledCase[] = [];
  const draw = () =>
    drawClosuresJob.run({}, { perform: desk.world.perform, log: desk.world.log } as Parameters<
      typeof drawClosuresJob.run
    >[1]);
  beforeAll(async () => {
    at('2027-02-01T09:00:00');
    for (let each = 0; each < 4; each += 1) {
      const of = await aCaseOf(each === 0 ? thida : dara);
      await desk.as(each === 0 ? thida : dara, handling.decide, {
        ...target(of),
        outcome: 'not_upheld',
        reasons: 'បានពិនិត្យបញ្ជី',
        legalBasis: null,
        evidence: null,
        remedies: [],
      });
      await desk.as(each === 0 ? thida : dara, handling.close, target(of));
      ended.push(of);
    }
    const hidden = await desk.file({ protected: true });
    await desk.put(hidden, 'closed');
    at('2027-02-08T09:00:00');
    await draw();
  });

  test('half of what ended in the week is drawn, once, and never a protected case', async () => {
    const drawn = await desk.owner<{ case_id: string }>('select case_id from closure_sample');
    expect(drawn).toHaveLength(2);
    expect(await desk.owner('select closed, drawn, rule from closure_draw')).toEqual([
      { closed: 4, drawn: 2, rule: 'SECOND-LOOK' },
    ]);
    await draw();
    expect(await desk.owner('select case_id from closure_sample')).toEqual(drawn);
    const all = ended.map(({ id }) => id);
    expect(drawn.every(({ case_id }) => all.includes(case_id))).toBe(true);
  });

  test('somebody else looks: agreed, or opened again with the reason', async () => {
    const list = await open('/en/staff/second-look');
    const links = [...list.text.matchAll(/href="(\/en\/staff\/second-look\/[0-9a-f-]{36})"/g)].map(
      ([, href]) => href ?? '',
    );
    expect(links).toHaveLength(2);
    expect(textOf(list.text)).toContain('Week from 1 February 2027: 2 of 4');
    const browser = aBrowser(web);
    const mute = await browser.send(links[0] ?? '', { result: 'reopen', found: '' });
    expect([mute.status, textOf(mute.text).includes('Say what you found')]).toEqual([422, true]);
    const agreed = await browser.send(links[0] ?? '', { result: 'agree', found: '' });
    expect(agreed.headers['location']).toBe('/en/staff/second-look?done=kept');
    const reopened = await browser.send(links[1] ?? '', { result: 'reopen', found: 'គ្មានភស្តុតាងពីការបើកប្រាក់' });
    expect(reopened.status).toBe(303);
    const page = textOf((await open('/en/staff/second-look')).text);
    expect(page).toContain('Nothing waits for a second look.');
    expect(page).toContain('Opened again');
    const statuses = await desk.owner<{ status: string }>(
      `select f.status from closure_sample s join case_file f on f.id = s.case_id order by 1`,
    );
    expect(statuses.map(({ status }) => status)).toEqual(['closed', 'in_progress']);
    const late = await browser.send(links[1] ?? '', { result: 'agree', found: '' });
    expect(late.status).toBe(409);
  });

  test('never by whoever decided it, nor by somebody who does not watch over others', async () => {
    await desk.owner(`update closure_sample set result = null, looked_by = null, looked_at = null, sealed = null`);
    await desk.owner(`update case_decision set decided_by = $1`, [supervisor.personId]);
    const { waiting } = await desk.as(supervisor, (work) => samples(work), undefined);
    expect(waiting.map(({ isOwn }) => isOwn)).toEqual([true, true]);
    const input = { id: waiting[0]?.id ?? '', result: 'agree', found: '' } as const;
    expect(await refusalOf(desk.as(supervisor, lookAgain(handling.reopen), input))).toBe('rule.look_by_another');
    expect(await refusalOf(desk.as(dara, lookAgain(handling.reopen), input))).toBe('forbidden.action');
    const auditor = await desk.staff('auditor', 'NSAF');
    expect(await refusalOf(desk.as(auditor, lookAgain(handling.reopen), input))).toBe('forbidden.action');
    const elsewhere = await desk.staff('operator_supervisor', 'NSSF-HQ');
    expect(await refusalOf(desk.as(elsewhere, lookAgain(handling.reopen), input))).toBe('not_found.sample');
  });

  test('PostgreSQL says the same with the first wall removed', async () => {
    const elsewhere = await desk.staff('operator_supervisor', 'NSSF-HQ');
    const rows = await desk.as(
      elsewhere,
      async (work) => {
        const run = (text: string) => work.em.getConnection().execute(text, [], 'all', work.em.getTransactionContext());
        return [await run('select 1 from closure_sample'), await run('select 1 from breach_review')];
      },
      undefined,
    );
    expect(rows).toEqual([[], []]);
  });
});

test('the draw of the lots is in the ledger', async () => {
  const facts = await desk.owner<{ data: object }>(`select data from ledger_entry where event = 'closures.drawn'`);
  expect(facts[0]?.data).toMatchObject({ closed: 4, drawn: 2, weekFrom: '2027-02-01' });
});
