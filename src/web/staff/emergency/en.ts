export const en = {
  title: 'Emergency access to review',
  lead: 'Somebody read a case that they may not see otherwise. You say whether their reason holds. If it does not, the access ends at once.',
  none: 'No emergency access waits for review.',
  kinds: { case: 'Emergency access to a case', identity: 'Look at a confidential identity' },
  overdue: 'Review overdue',
  dueBy: 'Review by {date}',
  who: 'Who',
  when: 'Opened {at}, until {until}',
  reason: 'Their reason',
  justified: 'It was justified',
  notJustified: 'It was not justified',
  done: 'Your word was recorded.',
};

export type Strings = typeof en;
