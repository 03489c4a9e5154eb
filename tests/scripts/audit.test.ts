import { execFile } from 'node:child_process';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs the audit with an `npm` that answers so. */
async function auditWith(answer: string, code: number): Promise<{ code: number; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'samleng-audit-'));
  await writeFile(join(folder, 'answer'), answer);
  await writeFile(join(folder, 'npm'), `#!/bin/sh\ncat ${folder}/answer\nexit ${code}\n`);
  await chmod(join(folder, 'npm'), 0o755);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['scripts/audit.mjs'],
      { env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` } },
      (error, said) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, said }),
    );
  });
}

const report = (severity: string) =>
  JSON.stringify({
    vulnerabilities: { leaky: { name: 'leaky', severity, range: '<2.0.0' } },
    metadata: { vulnerabilities: { low: 0, moderate: 0, high: 0, critical: 0, [severity]: 1 } },
  });

test('grave findings fail, lesser ones are told, and a registry without an audit is no finding', async () => {
  expect(await auditWith(report('high'), 1)).toEqual({
    code: 1,
    said: 'audit: low 0, moderate 0, high 1, critical 0\naudit: high: leaky <2.0.0\n',
  });
  expect((await auditWith(report('critical'), 1)).code).toBe(1);
  expect(await auditWith(report('moderate'), 1)).toMatchObject({ code: 0 });
  const none = JSON.stringify({ error: { code: 'ENOAUDIT', summary: 'This registry does not support audits.' } });
  expect(await auditWith(none, 1)).toEqual({
    code: 0,
    said: 'audit: the registry offers none here (This registry does not support audits.)\n',
  });
  expect(await auditWith('', 1)).toMatchObject({ code: 0, said: expect.stringContaining('no answer') });
  expect(await auditWith('<html>', 1)).toMatchObject({ code: 0 });
});
