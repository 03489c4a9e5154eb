import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

test('a signal that npm is sent reaches the program: no shell stands between that would end alone', async () => {
  const manifest = await readFile(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  const { scripts } = JSON.parse(manifest) as { scripts: Readonly<Record<string, string>> };
  expect(scripts['start']).toMatch(/^exec node /);
});
