// Asks the package registry for known faults of what runs in production. A registry that offers no audit, or none at all, is
// told and passes: only what was found out fails. Faults below "high" are told and pass.
import { execFile } from 'node:child_process';
import { root } from './installed.mjs';

const patience = 60_000;

const { stdout, failed } = await new Promise((resolve) => {
  execFile(
    'npm',
    ['audit', '--omit=dev', '--json'],
    { cwd: root, timeout: patience, maxBuffer: 32 * 1024 * 1024, shell: process.platform === 'win32' },
    (error, out) => resolve({ stdout: out, failed: error !== null }),
  );
});
const { verdict, lines } = judge(stdout, failed);
for (const line of lines) console.log(line);
process.exit(verdict === 'findings' ? 1 : 0);

/** What the answer of `npm audit --json` means. */
function judge(text, hasFailed) {
  const answer = parsed(text);
  const counts = answer?.metadata?.vulnerabilities;
  if (counts === undefined) {
    const why =
      answer?.error?.summary || answer?.message || answer?.error?.code || (hasFailed ? 'no answer' : 'no report');
    return { verdict: 'none', lines: [`audit: the registry offers none here (${String(why).split('\n')[0]})`] };
  }
  const grave = Object.values(answer.vulnerabilities ?? {}).filter(
    ({ severity }) => severity === 'high' || severity === 'critical',
  );
  const told = ['low', 'moderate', 'high', 'critical'].map((each) => `${each} ${counts[each] ?? 0}`).join(', ');
  return {
    verdict: grave.length > 0 ? 'findings' : 'clean',
    lines: [`audit: ${told}`, ...grave.map(({ name, severity, range }) => `audit: ${severity}: ${name} ${range}`)],
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
