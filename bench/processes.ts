import { readdir, readFile } from 'node:fs/promises';

import type pg from 'pg';

const ticksPerSecond = 100;

interface Stat {
  readonly parent: number;
  readonly millis: number;
  /** Of its children that have ended. */
  readonly childMillis: number;
}

async function statOf(pid: number | string): Promise<Stat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return null;
  const ticks = (from: number): number => ((Number(fields[from]) + Number(fields[from + 1])) * 1000) / ticksPerSecond;
  return { parent: Number(fields[1]), millis: ticks(11), childMillis: ticks(13) };
}

/** Processor time that a process has used so far, in milliseconds. */
export async function cpuMs(pid: number): Promise<number> {
  return (await statOf(pid))?.millis ?? Number.NaN;
}

/** The same of a database server with all its processes. */
export async function serverCpuMs(owner: pg.Pool): Promise<number> {
  const found = await owner.query<{ file: string }>(`select pg_read_file('postmaster.pid') as file`);
  const postmaster = Number(found.rows[0]?.file.split('\n')[0]);
  let millis = 0;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await statOf(name);
    if (!stat) continue;
    if (Number(name) === postmaster) millis += stat.millis + stat.childMillis;
    else if (stat.parent === postmaster) millis += stat.millis;
  }
  return millis;
}
