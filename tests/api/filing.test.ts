import { aComplaint, anApi, type Api } from './an-api.ts';

describe('filing', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi();
  });
  afterAll(() => api.world.close());

  test('a complaint in Khmer is kept, routed and timed', async () => {
    const answer = await api.file(aComplaint());
    expect(api.faults).toEqual([]);
    expect(answer.status).toBe(201);
    console.log(JSON.stringify(answer.body, null, 1));
  });
});
