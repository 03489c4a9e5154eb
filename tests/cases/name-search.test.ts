import { caseList, indexNamesJob } from '../../src/cases/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { openLog } from '../../src/platform/log.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';

/** A case is found by the name of whoever complains, as people spell it, and never by whoever may not know of it. */
let desk: Desk;
let clerk: StaffActor;
beforeAll(async () => {
  desk = await aDesk();
  clerk = await desk.staff('commune_officer', '120101');
});
afterAll(() => desk.close());

const card = { programme: 'IDPOOR', category: 'CRD-NIS' };
const by = (name: string, more: object = {}) => desk.file({ ...card, complainant: { name, sex: 'female' }, ...more });

async function search(who: StaffActor, name: string): Promise<string[]> {
  const sought = { reference: null, phone: null, ids: [], name };
  const { items } = await desk.as(who, caseList, { view: null, sought, limit: 50, cursor: null });
  return items.map(({ reference }) => reference);
}
const one = (found: FiledCase) => [found.reference];

test('spellings meet: zero-width marks, order of marks, look-alikes, spaces, case, accents; others do not', async () => {
  const khmer = await by('ស្រី វណ្ណឌី');
  const latin = await by('Chhim Sothéaroth');
  for (const typed of ['ស្រី វណ្ណឌី', 'វណ្ណឌី', 'វណ្ណ\u200bឌី', 'វន្នឌិ', 'វណ្ណឌី ស្រី', 'ស្រី\u200bវណ្ណឌី'])
    expect([typed, await search(clerk, typed)]).toEqual([typed, one(khmer)]);
  for (const typed of ['chhim sothearoth', 'SOTHEAROTH', 'Sotearoth', 'Chim Sotheroth', 'Sotheàroth Chhim'])
    expect([typed, await search(clerk, typed)]).toEqual([typed, one(latin)]);
  for (const typed of ['Bopha', 'កញ្ញា', 'x', '។']) expect([typed, await search(clerk, typed)]).toEqual([typed, []]);
});

test('the likest come first; the representative is found too', async () => {
  const near = await by('ម៉ៅ សុធារ៉ា');
  const exact = await by('ម៉ៅ សុធារ៉េត');
  const spoken = await by('កែវ ពេជ្រ', { representative: { name: 'ម៉ៅ សុធារ៉េត', phone: '012345999', relation: 'x' } });
  expect(await search(clerk, 'ម៉ៅ សុធារ៉េត')).toEqual(expect.arrayContaining(one(exact).concat(spoken.reference)));
  expect((await search(clerk, 'ម៉ៅ សុធារ៉េត')).at(-1)).toBe(near.reference);
});

test('neither another office, nor an auditor, nor whoever may not know the name finds a case', async () => {
  const numbered = { complainant: { name: 'ទេព រតនៈមុនី', sex: 'female', phone: '012 888 777' } };
  const plain = await by('ទេព រតនៈមុនី', numbered);
  const hidden = await by('ទេព រតនៈមុនី', { protected: true });
  const confidential = await by('ទេព រតនៈមុនី', { identity: 'confidential', ...numbered });
  expect(await search(clerk, 'ទេព រតនៈមុនី')).toEqual(one(plain));
  expect(await search(await desk.staff('commune_officer', '230101'), 'ទេព រតនៈមុនី')).toEqual([]);
  expect(await search(await desk.staff('auditor', 'GS-NSPC'), 'ទេព រតនៈមុនី')).toEqual([]);
  expect(await search(await desk.staff('analyst', 'GS-NSPC'), 'ទេព រតនៈមុនី')).toEqual([]);
  const [row] = await desk.owner<{ office: string }>('select held_office as office from case_file where id = $1', [
    hidden.id,
  ]);
  const protector = await desk.staff('protection_officer', row?.office ?? '');
  expect(await search(protector, 'ទេព រតនៈមុនី')).toEqual([]);
  await desk.owner(
    `insert into case_access (id, case_id, person_id, kind, granted_at) values (gen_random_uuid(), $1, $2, 'named', now())`,
    [hidden.id, protector.personId],
  );
  expect(await search(protector, 'ទេព រតនៈមុនី')).toEqual(one(hidden));
  expect(await search(clerk, 'ទេព រតនៈមុនី')).not.toContain(confidential.reference);
  // Nor by the telephone number that both gave.
  const sought = { reference: null, phone: '+85512888777', ids: [] };
  const { items } = await desk.as(clerk, caseList, { view: null, sought, limit: 50, cursor: null });
  expect(items.map(({ reference }) => reference)).toEqual(one(plain));
});

test('a case that is passed on is found where it went; supervisors and the hotline find theirs', async () => {
  const filed = await by('ហេង សំណាងពេជ្រ');
  await desk.owner(
    `insert into case_custody (id, case_id, office, tier, how, from_at, until_at) values (gen_random_uuid(), $1, '230101', 'SA1', 'transfer', now(), now())`,
    [filed.id],
  );
  expect(await search(await desk.staff('commune_officer', '230101'), 'សំណាងពេជ្រ')).toEqual(one(filed));
  const [row] = await desk.owner<{ operator_office: string }>('select operator_office from case_file where id = $1', [
    filed.id,
  ]);
  const supervisor = await desk.staff('operator_supervisor', row?.operator_office ?? '');
  expect(await search(supervisor, 'ហេង សំណាងពេជ្រ')).toEqual(one(filed));
});

test('what is kept is no name; older cases come into the search by the job, once', async () => {
  const filed = await by('ឈឿន បុប្ផាវតី');
  await desk.owner('delete from case_name where case_id = $1', [filed.id]);
  expect(await search(clerk, 'ឈឿន បុប្ផាវតី')).toEqual([]);
  const services = {
    perform: desk.world.perform,
    clock: desk.world.clock,
    log: openLog('silent'),
    enqueue: desk.world.queue.enqueue,
  };
  await indexNamesJob.run({}, services as never);
  expect(await search(clerk, 'ឈឿន បុប្ផាវតី')).toEqual(one(filed));
  const before = await desk.owner('select * from case_name order by case_id');
  await indexNamesJob.run({}, services as never);
  expect(await desk.owner('select * from case_name order by case_id')).toEqual(before);
  expect(JSON.stringify(before)).not.toContain('ឈឿន');
});
