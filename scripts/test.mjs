// Runs every suite. On Debian as root it provides Chromium and Redis; what it cannot provide is named at the end.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, runAndWait } from './installed.mjs';

ensureInstalled();
const missing = [];
const found = (...names) =>
  names
    .map((name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim())
    .find(Boolean) ?? '';

/** The package's own program, installed if need be; if it cannot be, one of those that do as well. */
function provide(what, debianPackage, otherwise = []) {
  let path = found(debianPackage);
  if (!path && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.error(`samleng: installing ${debianPackage} for the tests ...`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const quiet = { env, stdio: ['ignore', 'ignore', 'ignore'] };
    if (spawnSync('apt-get', ['install', '-y', '-qq', debianPackage], quiet).status !== 0) {
      spawnSync('apt-get', ['update', '-qq'], quiet);
      spawnSync('apt-get', ['install', '-y', '-qq', debianPackage], quiet);
    }
    path = found(debianPackage);
  }
  path ||= found(...otherwise);
  if (!path) missing.push(`${what} (not on this machine and could not be installed)`);
  return path;
}

/** Databases that live for seconds need no disk: in memory, where the machine offers enough of it, making one takes half the time. */
function quickFolder() {
  const folder = '/dev/shm';
  if (process.env.TMPDIR || !existsSync(folder)) return {};
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 4 * 1024 ** 3 ? { TMPDIR: folder } : {};
}

const env = {
  NODE_ENV: 'test',
  ...quickFolder(),
  // Chromium without windows: the same engine for two thirds of the processor time.
  SAMLENG_CHROMIUM: provide('browser tests: no chromium', 'chromium-headless-shell', [
    'chromium',
    'chromium-browser',
    'google-chrome',
  ]),
  SAMLENG_REDIS: provide('Redis tests: no redis-server', 'redis-server'),
};
mkdirSync(join(root, '.cache'), { recursive: true });
// Most of what a suite makes is gone a moment later: room for it saves a tenth of the time.
const memory = ['--min-semi-space-size=64', '--max-semi-space-size=64', '--no-parallel-scavenge'];
const report = join(root, '.cache', 'test-results.json');
const code = await runAndWait(
  [
    ...memory,
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${report}`,
    ...process.argv.slice(2),
  ],
  env,
);
for (const each of missing) console.log(`skipped: ${each}`);
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  console.log(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed${skipped}`);
}
process.exit(code);
