import request from 'supertest';
import { citizenPages, pageSet } from '../../src/web/index.ts';
import { fakeCitizenServices } from '../support/citizen-services.ts';
import { shippedBook } from '../support/reference-book.ts';
import { aWebApp } from '../support/web-app.ts';

test.each([
  '/',
  '/complaints/new',
  '/complaints/track',
  '/help/rights',
  '/help/steps',
  '/complaints/new?topic=protection',
])('%s', async (path) => {
  const web = aWebApp([pageSet(citizenPages, fakeCitizenServices(shippedBook()).useCases)]);
  const answer = await request(web.app).get(path);
  if (web.faults.length > 0) throw web.faults[0];
  expect(answer.status).toBe(200);
});
