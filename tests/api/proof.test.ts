import request from 'supertest';

import { verifyReceipt } from '../../src/cases/index.ts';
import type { PublishedKey } from '../../src/platform/signing.ts';
import { aComplaint, anApi, type Api } from './an-api.ts';

describe('proof of a filing through the API', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi();
  });
  afterAll(() => api.world.close());

  test('the complainant fetches a receipt, anybody the keys, and the two fit', async () => {
    const filed = (await api.file(aComplaint()).expect(201)).body as { reference: string; receipt: string };
    const receipt = (
      await request(api.app)
        .post(`/api/v1/complaints/${filed.reference}/receipt`)
        .send({ receipt: filed.receipt })
        .expect(200)
    ).body as object;
    const { keys } = (await request(api.app).get('/api/v1/keys').expect(200)).body as { keys: PublishedKey[] };
    expect(verifyReceipt(receipt, keys)).toMatchObject({ fault: null, receipt: { reference: filed.reference } });
    await request(api.app)
      .post(`/api/v1/complaints/${filed.reference}/receipt`)
      .send({ receipt: '0000-0000-0000-0000' })
      .expect(404);
    expect(api.faults).toEqual([]);
  });
});
