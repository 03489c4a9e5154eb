import request from 'supertest';
import { citizenPages, pageSet } from '../../src/web/index.ts';
import { fakeCitizenServices } from '../support/citizen-services.ts';
import { shippedBook } from '../support/reference-book.ts';
import { aWebApp } from '../support/web-app.ts';

const web = aWebApp([pageSet(citizenPages, fakeCitizenServices(shippedBook()).useCases)]);

/** Bytes of the body and of its headers as they go over the wire. */
async function weigh(path: string, encoding: string): Promise<{ bytes: number; text: string }> {
  const answer = await request(web.app)
    .get(path)
    .set('Accept-Encoding', encoding)
    .buffer(true)
    .parse((response, done) => {
      response.on('data', () => undefined);
      response.on('end', () => done(null, null));
    });
  const headers = Object.entries(answer.headers).reduce(
    (sum, [name, value]) => sum + name.length + String(value).length + 4,
    0,
  );
  return { bytes: Number(answer.headers['content-length']) + headers, text: '' };
}

describe.each(['br', 'gzip'])('first load with %s', (encoding) => {
  test.each([
    '/',
    '/en',
    '/complaints/new',
    '/complaints/new?topic=protection',
    '/complaints/track',
    '/help/rights',
    '/help/steps',
  ])('%s is at most 150 KB, fonts and all', async (path) => {
    const page = await request(web.app).get(path).set('Accept-Encoding', 'identity');
    const linked = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"#]+)/g)].map(([, found]) => found ?? '');
    const sheet = linked.find((found) => found.endsWith('.css')) ?? '';
    const css = await request(web.app).get(sheet).set('Accept-Encoding', 'identity');
    const fromCss = [...css.text.matchAll(/url\((\/assets\/[^)]+)\)/g)].map(([, found]) => found ?? '');
    const all = [...new Set([path, ...linked, ...fromCss])];
    let total = 0;
    for (const one of all) total += (await weigh(one, encoding)).bytes;
    expect(all.filter((one) => one.endsWith('.woff2'))).toHaveLength(4);
    expect(total).toBeLessThanOrEqual(150 * 1024);
  });
});

test('assets are kept for a year and change their name with their content', async () => {
  const page = await request(web.app).get('/');
  const sheet = /href="(\/assets\/samleng\.[0-9a-f]{10}\.css)"/.exec(page.text)?.[1] ?? '';
  const css = await request(web.app).get(sheet).expect(200);
  expect(css.headers['cache-control']).toContain('immutable');
  expect(css.text).not.toMatch(/GDS Transport|govuk-crest|crown\b(?!.?copyright)/i);
  await request(web.app).get('/assets/samleng.0000000000.css').expect(404);
});
