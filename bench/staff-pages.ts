import { figure, percentile } from './figures.ts';
import { aSite, fill, timed } from './lifecycle.ts';
import { bearer } from './staff.ts';

/**
 * Pages of staff at 100,000 open cases, half of them at one office: p95 under 100 ms, whatever the list is narrowed to - also
 * to what no case matches, which once meant reading the office's every case.
 */
export async function benchStaff(size: number): Promise<void> {
  const site = await aSite();
  try {
    const stored = Math.round(100_000 * size);
    await fill(site, 1, stored, 2);
    const { rows } = await site.installation.owner.query<{ reference: string }>(
      `select reference from case_file where held_office = '12' and status = 'decided' order by id desc limit 1`,
    );
    const reference = rows[0]?.reference ?? '';
    const cookie = `cookie: samleng_staff=${site.token}\r\n`;
    const narrow = (query: string) => `/staff?view=office&${query}`;
    for (const [name, path, headers] of [
      ['work_list', '/staff?view=office', cookie],
      ['narrowed_many', narrow('severity=S3'), cookie],
      ['narrowed_none_category', narrow('category=PRV'), cookie],
      ['narrowed_none_programme', narrow('programme=HEF'), cookie],
      ['narrowed_none_severity', narrow('severity=S4'), cookie],
      ['narrowed_none_status', narrow('status=awaiting_complainant'), cookie],
      ['narrowed_none_place', narrow('place=01'), cookie],
      ['unassigned_none', '/staff?view=unassigned&category=PRV', cookie],
      ['case', `/staff/cases/${reference}`, cookie],
      ['note', `/staff/cases/${reference}/note`, cookie],
      ['search_name', `/api/v1/cases?q=${encodeURIComponent('សុខ សុភា')}&limit=50`, bearer(site.token)],
      ['search_common', `/api/v1/cases?q=${encodeURIComponent('ចាន់')}&limit=50`, bearer(site.token)],
      ['search_none', `/api/v1/cases?q=${encodeURIComponent('Ouk Bunroeun')}&limit=50`, bearer(site.token)],
    ] as const) {
      const millis = await timed(site, path, headers, 60);
      const p95 = percentile(millis, 0.95);
      figure('staff', `p95_ms_${name}`, p95, { aim: 100, met: p95 < 100, p50: percentile(millis, 0.5), stored });
    }
  } finally {
    await site.installation.close();
  }
}
