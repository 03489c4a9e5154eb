export const en = {
  title: 'Check a paper',
  lead: 'Each certified copy bears a mark. Here you see whether it is one of ours.',
  found: 'This mark stands on a paper of ours',
  none: 'No paper of ours bears this mark. Check that it is typed as it stands on the paper. If it is, ask the office that is named there.',
  mark: 'Mark',
  kind: 'Paper',
  reference: 'Reference',
  madeOn: 'Copy made',
  termsHash: 'Fingerprint of the terms',
  fileHash: 'Fingerprint of the file',
  compare: 'Compare what you read here with what stands on the paper. What the paper says is not shown here.',
  kinds: {
    agreement: 'Agreement',
    partial: 'Agreement in part',
    award: 'Award',
    failed: 'Report that conciliation failed',
    withdrawn: 'Withdrawal',
    certificate: 'Certificate that the dispute was not settled',
    court: 'Referral to the court',
    nadr: 'Referral to the NADR',
  },
};

export type Strings = typeof en;
