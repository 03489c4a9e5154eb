import { open } from 'node:fs/promises';
import { join } from 'node:path';

import type { Installation } from './installation.ts';

/** What the database server did for one kind of statement, per unit of work. */
export interface StatementCost {
  readonly statement: string;
  /** How often it was carried out. */
  readonly times: number;
  readonly parseMs: number;
  readonly bindMs: number;
  readonly executeMs: number;
}

const line = /LOG: {2}duration: ([\d.]+) ms {2}(parse|bind|execute|statement)(?: [^:]+)?: *(.*)/;

/**
 * Has the server write down each statement with its time while `run` is at work (one unit after the other, so that nothing
 * waits for anything), and adds up by statement.
 * @param units how many units of work `run` does
 */
export async function statementCosts(
  { owner, dataDir }: Installation,
  units: number,
  run: () => Promise<unknown>,
): Promise<readonly StatementCost[]> {
  const setting = async (value: number): Promise<void> => {
    await owner.query(`alter system set log_min_duration_statement = ${value}`);
    await owner.query('select pg_reload_conf()');
    await new Promise((resolve) => setTimeout(resolve, 300));
  };
  const path = join(dataDir, 'postgres.log');
  const from = await sizeOf(path);
  await setting(0);
  try {
    await run();
  } finally {
    await setting(-1);
  }
  const log = await open(path);
  const text = await log.read(Buffer.alloc((await sizeOf(path)) - from), { position: from });
  await log.close();
  const costs = new Map<string, { times: number; parse: number; bind: number; execute: number; statement: number }>();
  const lines = text.buffer.toString('utf8').split('\n');
  lines.forEach((each, at) => {
    const found = line.exec(each);
    if (!found) return;
    const [, duration, phase, begun] = found;
    const statement = shortened(begun?.trim() === '' ? (lines[at + 1] ?? '') : (begun ?? ''));
    if (/^(alter system|select pg_reload_conf)/.test(statement)) return;
    const cost = costs.get(statement) ?? { times: 0, parse: 0, bind: 0, execute: 0, statement: 0 };
    cost[phase as 'parse' | 'bind' | 'execute' | 'statement'] += Number(duration);
    if (phase === 'execute' || phase === 'statement') cost.times += 1;
    costs.set(statement, cost);
  });
  return [...costs]
    .map(([statement, cost]) => ({
      statement,
      times: cost.times / units,
      parseMs: cost.parse / units,
      bindMs: cost.bind / units,
      executeMs: (cost.execute + cost.statement) / units,
    }))
    .filter((cost) => cost.times > 0.005)
    .sort((a, b) => totalMs(b) - totalMs(a));
}

export function totalMs(cost: StatementCost): number {
  return cost.parseMs + cost.bindMs + cost.executeMs;
}

/** The words by which a statement is known; what was typed into it is left out. */
function shortened(statement: string): string {
  return statement
    .replace(/\s+/g, ' ')
    .replace(/'[^']*'/g, '?')
    .slice(0, 60);
}

async function sizeOf(path: string): Promise<number> {
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();
  return size;
}
