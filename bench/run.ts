import { cpus, loadavg, totalmem } from 'node:os';

import { benchDueClocks } from './due-clocks.ts';
import { benchFiling } from './filing.ts';
import { figure, progress } from './figures.ts';
import { benchLifecycle, benchWorkLists } from './lifecycle.ts';
import { benchMemory } from './memory.ts';
import { benchStaff } from './staff-pages.ts';
import { benchPages } from './pages.ts';
import { benchWeights } from './weights.ts';

/**
 * `npm run bench [-- name ...] [size=0.1]`: one line of JSON a figure. Ratios are taken within one run, because absolute
 * figures say more about the machine. `size` makes rounds shorter and stores smaller, to try the benches themselves.
 */
const benches: Readonly<Record<string, (size: number) => Promise<void>>> = {
  filing: benchFiling,
  'due-clocks': benchDueClocks,
  lifecycle: benchLifecycle,
  memory: benchMemory,
  staff: benchStaff,
  pages: benchPages,
  weights: benchWeights,
  'work-list': benchWorkLists,
};
/** Run when none is named: without what another of them ends with. */
const all = Object.keys(benches).filter((name) => name !== 'work-list');

const given = process.argv.slice(2);
const size = Number(given.find((each) => each.startsWith('size='))?.slice(5) ?? 1);
const names = given.filter((each) => !each.includes('='));
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0 || !(size > 0)) {
  progress(`usage: npm run bench [-- ${Object.keys(benches).join(' ')}] [size=0.1]`);
  process.exit(1);
}
const processor = cpus();
process.stdout.write(
  `${JSON.stringify({ bench: 'machine', processors: processor.length, model: processor[0]?.model, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version, at: new Date().toISOString(), size })}\n`,
);
for (const name of names.length > 0 ? names : all) {
  progress(`${name} ...`);
  // What else the machine was busy with: above 0 before a bench begins, absolute figures say little.
  figure(name, 'load_average_before', loadavg()[0] ?? Number.NaN);
  await benches[name]?.(size);
}
