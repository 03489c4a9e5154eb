import request from 'supertest';

import { citizenPages, pageSet } from '../../src/web/index.ts';
import { fakeCitizenServices } from '../support/citizen-services.ts';
import { shippedBook } from '../support/reference-book.ts';
import { aWebApp } from '../support/web-app.ts';

const web = aWebApp([pageSet(citizenPages, fakeCitizenServices(shippedBook()).useCases)]);

test.each([
  ['', 'សញ្ញានេះមាននៅលើឯកសាររបស់យើង', 'គ្មានឯកសាររបស់យើងមានសញ្ញានេះទេ'],
  ['/en', 'This mark stands on a paper of ours', 'No paper of ours bears this mark'],
])('a certified copy is checked by its mark, however it is typed (%s)', async (prefix, ours, none) => {
  const found = await request(web.app).get(`${prefix}/papers/abcd-efgh-jkmn`);
  expect(found.status).toBe(200);
  expect(found.text).toContain(`<div class="govuk-inset-text">${ours}</div>`);
  expect(found.text).toContain('abababab abababab');
  const missing = await request(web.app).get(`${prefix}/papers/NONE`);
  expect(missing.status).toBe(404);
  expect(missing.text).toContain(none);
});
