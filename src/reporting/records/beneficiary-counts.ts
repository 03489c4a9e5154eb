import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';

/** How many people a programme serves, as counted on a day. */
export interface BeneficiaryCount {
  readonly programme: string;
  /** Two digits; `*`: the whole country. */
  readonly province: string;
  /** `YYYY-MM-DD` */
  readonly countedOn: string;
  readonly people: number;
}

/** Keeps these numbers; one for the same programme, province and day gives way. */
export async function keepBeneficiaryCounts(work: Work, counts: readonly BeneficiaryCount[]): Promise<void> {
  await sql`insert into beneficiary_count (programme, province, counted_on, people, loaded_at)
    select programme, province, "countedOn", people, ${work.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) as c(programme text, province text, "countedOn" date, people bigint)
    on conflict (programme, province, counted_on) do update set people = excluded.people, loaded_at = excluded.loaded_at`.execute(
    work.db(),
  );
}
