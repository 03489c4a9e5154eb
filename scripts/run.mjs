// Runs one of the project's programs: `node scripts/run.mjs src/main.ts ...`, packages brought first.
import { ensureInstalled, run } from './installed.mjs';

ensureInstalled();
run(['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)]);
