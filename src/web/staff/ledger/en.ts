export const en = {
  title: 'Ledger',
  lead: 'Everything that was done, in order, by whom. Nobody can change or remove an entry: each bears the hash of the one before it.',
  verify: 'Check every hash',
  verifyHint: 'Reads the whole ledger. With millions of entries it takes minutes.',
  good: 'Every chain holds: nothing was changed, nothing is missing.',
  bad: '{n} chains do not hold. Tell the auditor general and the administrator.',
  faultKinds: {
    altered: 'changed',
    unlinked: 'does not follow the entry before',
    missing: 'entries before it are gone',
  },
  faultRow: 'Chain {chain}, entry {seq}: {fault}',
  filter: 'Filter',
  event: 'Event begins with',
  chain: 'Chain (case id, or "system")',
  actor: 'Person id or job',
  apply: 'Show these',
  caption: 'Entries, newest first',
  columns: { at: 'When', who: 'Who', event: 'What', data: 'Details', chain: 'Chain' },
  kinds: { staff: 'Staff', complainant: 'Complainant', system: 'System' },
  none: 'No entry matches.',
};

export type Strings = typeof en;
