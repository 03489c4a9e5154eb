// What CI runs besides the tests. Every part runs even when an earlier one failed, so that one look shows all.
import { join } from 'node:path';
import { ensureInstalled, root, runAndWait } from './installed.mjs';

ensureInstalled();
const bin = (name, ...path) => join(root, 'node_modules', name, ...path);
const parts = [
  ['types', [bin('typescript', 'bin', 'tsc'), '-p', '.']],
  ['lint', [bin('eslint', 'bin', 'eslint.js'), '.']],
  [
    'import rules',
    [
      bin('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      'src',
      'workers',
      'migrations',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err',
    ],
  ],
  ['unused code', [bin('knip', 'bin', 'knip.js')]],
  ['format', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']],
];
let failed = 0;
for (const [name, args] of parts) {
  const code = await runAndWait(args);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (code !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
