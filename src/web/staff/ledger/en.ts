export const en = {
  title: 'Ledger',
  lead: 'Everything that was done, in order, by whom. Nobody can change or remove an entry: each bears the hash of the one before it.',
  verify: 'Check that nothing was changed',
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
