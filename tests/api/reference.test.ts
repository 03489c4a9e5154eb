import request from 'supertest';

import { anApi, type Api } from './an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.world.close());

const get = async (path: string) => (await request(api.app).get(`/api/v1/reference/${path}`)).body;

test.each(['programmes', 'categories', 'offices', 'outcomes', 'remedies', 'places'])(
  '%s are listed in both languages',
  async (kind) => {
    const { items } = await get(kind);
    expect(items.length).toBeGreaterThan(3);
    expect(items[0].name).toEqual({ km: expect.stringMatching(/\p{Script=Khmer}/u), en: expect.any(String) });
  },
);

test('pages follow one another without gap or repetition', async () => {
  const codes: string[] = [];
  let cursor = '';
  do {
    const page = await get(`offices?limit=50${cursor}`);
    codes.push(...page.items.map((each: { code: string }) => each.code));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(codes.length).toBeGreaterThan(150);
  expect(new Set(codes).size).toBe(codes.length);
});

test('places by parent and by name in either script', async () => {
  expect((await get('places')).items).toHaveLength(25);
  const districts = await get('places?parent=12');
  expect(
    districts.items.every(
      (each: { parent: string; level: string }) => each.parent === '12' && each.level === 'district',
    ),
  ).toBe(true);
  expect((await get('places?q=chamkar')).items[0].code).toBe('1201');
  expect((await get(`places?q=${encodeURIComponent('១២០១០១')}`)).items[0].code).toBe('120101');
});

test('what is asked for wrongly is named', async () => {
  const answer = await request(api.app)
    .get('/api/v1/reference/programmes?limit=500&cursor=%00')
    .set('Accept-Language', 'en');
  expect([answer.status, answer.body.errors]).toEqual([
    422,
    [{ field: 'limit', code: 'too_big', message: 'This may be at most 200.' }],
  ]);
  expect((await request(api.app).get('/api/v1/reference/programmes?cursor=abc')).body.errors[0].code).toBe(
    'cursor_invalid',
  );
});
