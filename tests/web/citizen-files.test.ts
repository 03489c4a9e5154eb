import request from 'supertest';
import sharp from 'sharp';
import { aDesk, type Desk } from '../support/desk.ts';
import { hiddenIn, textOf, tokenIn, unescaped } from '../support/staff-agent.ts';

let desk: Desk;
let photo: Buffer;

beforeAll(async () => {
  desk = await aDesk();
  photo = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#884422' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => desk.close());

const answers = {
  topic: 'card',
  programme: 'IDPOOR',
  category: 'CRD-LST',
  province: '12',
  district: '1201',
  commune: '120101',
  narrative: 'បាត់ប័ណ្ណ',
  identity: 'anonymous',
};

test('through the whole program: chosen while filing, on the case after it, added and fetched while following', async () => {
  const agent = request.agent(desk.world.http);
  const first = await agent.get('/en/complaints/new');
  const upload = (to: string, fields: Readonly<Record<string, string>>, files: readonly string[]) => {
    const post = agent.post(to);
    for (const [name, value] of Object.entries(fields)) void post.field(name, value);
    for (const filename of files) void post.attach('file', photo, { filename });
    return post;
  };
  const key = hiddenIn(first.text)['key'] ?? '';
  const base = { ...answers, key, _csrf: tokenIn(first.text) };
  const chosen = await upload('/en/complaints/new', { ...base, at: 'files', go: 'add' }, ['card.jpg', 'paper.jpg']);
  expect(textOf(chosen.text)).toContain('card.jpg Photo, 1 KB');
  const files = hiddenIn(chosen.text)['files'] ?? '';
  const filed = await agent
    .post('/en/complaints/new')
    .type('form')
    .send({ ...base, files, at: 'check', go: 'file' });
  expect(filed.status).toBe(201);
  const { reference = '', receipt = '' } = hiddenIn(filed.text);
  const pair = { _csrf: tokenIn(filed.text), reference, receipt };

  const added = await upload('/en/complaints/track', { ...pair, go: 'attach' }, ['later.jpg']);
  expect(added.status).toBe(200);
  for (const name of ['card.jpg', 'paper.jpg', 'later.jpg']) expect(textOf(added.text)).toContain(name);
  const id = /name="fetch" value="([^"]+)"/.exec(unescaped(added.text))?.[1] ?? '';
  const fetched = await agent
    .post('/en/complaints/track')
    .type('form')
    .send({ ...pair, fetch: id });
  expect(fetched.headers['content-type']).toBe('image/jpeg');
  expect(fetched.headers['content-disposition']).toBe('attachment; filename=card.jpg');
  // Another complaint's pair does not open it.
  const other = await desk.file();
  const stranger = await agent
    .post('/en/complaints/track')
    .type('form')
    .send({ ...pair, reference: other.reference, receipt: other.receipt, fetch: id });
  expect(stranger.status).toBe(404);
});
