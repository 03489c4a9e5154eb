import { openJson, withheld, type Readable } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import type { ObligationRow } from '../records/dispute.ts';

/** What somebody owes by an agreement or award. */
export interface ObligationView {
  readonly id: string;
  readonly debtor: string;
  readonly creditor: string;
  readonly amountKhr: number | null;
  readonly dueOn: string;
  readonly state: ObligationRow['state'];
  readonly text: Readable<string>;
  /** How it will be shown that it was done; null when nothing was said of that, or it is not for the reader. */
  readonly evidence: string | null;
}

/** An obligation as the reader may see it. */
export async function obligationSeen(work: Work, of: ObligationRow, readable: boolean): Promise<ObligationView> {
  const said = readable
    ? await openJson<{ text: string; evidence: string | null }>(
        work,
        of.case_id,
        `dispute-obligation:${of.id}`,
        of.sealed,
      )
    : withheld;
  const isRead = said.state === 'readable';
  return {
    id: of.id,
    debtor: of.debtor,
    creditor: of.creditor,
    amountKhr: of.amount_khr === null ? null : Number(of.amount_khr),
    dueOn: of.due_on,
    state: of.state,
    text: isRead ? { state: 'readable', value: said.value.text } : said,
    evidence: isRead ? said.value.evidence : null,
  };
}
