export const en = {
  title: 'Register of sensitive access',
  lead: 'Every emergency access to a case and every look at a confidential identity: who, when, and what a second person said of it. Not why, and nothing of the case.',
  caption: 'Newest first',
  columns: { at: 'When', kind: 'What', who: 'Who', reference: 'Case', until: 'Until', review: 'Second person' },
  kinds: { case: 'Emergency access', identity: 'Look at an identity' },
  verdicts: { justified: 'Justified', not_justified: 'Not justified' },
  reviewedAt: '{verdict}, {date}',
  waits: 'Review by {date}',
  overdue: 'Review overdue since {date}',
  noDue: 'Waits for review',
  overdueTitle: '{n} reviews are overdue.',
  none: 'Nobody has taken such access.',
};

export type Strings = typeof en;
