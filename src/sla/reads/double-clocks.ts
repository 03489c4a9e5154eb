import type { Work } from '../../platform/work.ts';

/** Cases in which two clocks of one kind run. A unique index forbids it; this looks all the same. */
export async function doubleClocks(work: Work): Promise<readonly string[]> {
  const rows = await work.em.execute<{ found: string }[]>(
    `select case_id || ' ' || kind as found from sla_clock where state in ('running', 'paused')
     group by case_id, kind having count(*) > 1 limit 100`,
  );
  return rows.map((row) => row.found);
}
