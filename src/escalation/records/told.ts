import type { Work } from '../../platform/work.ts';

interface Notices {
  notice: { case_id: string; event: string; recipient: string; state: string; created_at: Date };
}

/** How often a complainant or who speaks for them was told of a remedy since it was reported: taken by a gateway, or said. */
export async function timesTold(work: Work, caseId: string, since: Date): Promise<number> {
  const row = await work
    .db<Notices>()
    .selectFrom('notice')
    .select((of) => of.fn.countAll<string>().as('n'))
    .where('case_id', '=', caseId)
    .where('event', 'in', ['remedy.fulfilled', 'remedy.asked_again'])
    .where('recipient', 'in', ['complainant', 'representative'])
    .where('state', 'in', ['sent', 'delivered', 'told'])
    .where('created_at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
