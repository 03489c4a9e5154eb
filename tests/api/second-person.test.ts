import { randomUUID } from 'node:crypto';

import express, { type Express } from 'express';
import request from 'supertest';

import { mountApi } from '../../src/api/index.ts';
import { staffOperations } from '../../src/api/staff-operations/index.ts';
import type { Role, StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { aComplaint, anApi, behindTheWall, type Api } from './an-api.ts';

describe('sensitive access, holds and the ledger through the API', () => {
  let api: Api;
  let staffApp: Express;
  beforeAll(async () => {
    api = await anApi();
    staffApp = express();
    staffApp.use('/api', mountApi(staffOperations, api.services));
  });
  afterAll(() => api.world.close());

  const aToken = async (role: Role, office: string): Promise<string> => {
    const id = newId();
    await behindTheWall(
      api.world,
      `insert into person (id, email, name, role, office, active, created_at) values ($1, $2, 'ម', $3, $4, true, now())`,
      [id, `${id}@example.test`, role, office],
    );
    const token = randomUUID();
    const actor: StaffActor = {
      kind: 'staff',
      personId: id,
      role,
      office,
      tier: null,
      track: null,
      operator: null,
      sessionId: newId(),
    };
    api.staff.set(token, actor);
    return token;
  };
  const get = (path: string, token: string) => request(staffApp).get(`/api/v1${path}`).auth(token, { type: 'bearer' });
  const post = (path: string, token: string, body: object) =>
    request(staffApp).post(`/api/v1${path}`).auth(token, { type: 'bearer' }).send(body);

  test('an identity is asked for, reviewed, and stands in the register; a hold is laid and lifted; the ledger holds', async () => {
    const { reference } = (await api.file(aComplaint({ identity: 'confidential' })).expect(201)).body as {
      reference: string;
    };
    const officer = await aToken('province_officer', '12');
    const privacy = await aToken('privacy_officer', 'GS-NSPC');
    const auditor = await aToken('auditor', 'GS-NSPC');
    await post(`/cases/${reference}/identity`, officer, { reason: 'ទូទាត់' }).expect(201);
    await post(`/cases/${reference}/identity`, officer, { reason: 'ទូទាត់' }).expect(409);
    const waiting = await get('/break-glass', privacy).expect(200);
    expect(waiting.body).toMatchObject({
      items: [{ kind: 'identity', reference, reason: 'ទូទាត់', overdue: false, reviewBy: '2026-11-27T17:30:00+07:00' }],
    });
    const register = await get('/sensitive-access', auditor).expect(200);
    expect(register.body).toMatchObject({ items: [{ kind: 'identity', reference, review: null }] });
    expect(JSON.stringify(register.body)).not.toContain('ទូទាត់');
    await get('/sensitive-access', officer).expect(403);

    const { id } = (await post(`/cases/${reference}/hold`, privacy, { reason: 'តុលាការ' }).expect(201)).body as {
      id: string;
    };
    expect((await get('/holds', privacy).expect(200)).body).toMatchObject({
      items: [{ id, reference, reason: 'តុលាការ' }],
    });
    await post(`/holds/${id}/lift`, privacy, { reason: 'ចប់' }).expect(204);
    await post(`/holds/${id}/lift`, privacy, { reason: 'ចប់' }).expect(404);
    await get('/holds', auditor).expect(403);

    expect((await get('/ledger/verification', auditor).expect(200)).body).toEqual({ holds: true, faults: [] });
    expect(api.faults).toEqual([]);
  });
});
