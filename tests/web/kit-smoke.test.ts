import request from 'supertest';
import { aWebApp } from '../support/web-app.ts';

test('an address that is not there answers in the language asked for', async () => {
  const { app } = aWebApp([]);
  const km = await request(app).get('/nowhere').expect(404);
  expect(km.text).toContain('<html lang="km"');
  const en = await request(app).get('/en/nowhere').expect(404);
  expect(en.text).toContain('We cannot find this page');
});
