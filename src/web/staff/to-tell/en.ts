export const en = {
  title: 'To tell people',
  lead: 'These people asked to be told by telephone or in person. Read the text to them, then mark it as told.',
  none: 'Nobody waits to be told anything.',
  told: 'I told them',
  done: 'Marked as told.',
};

export type Strings = typeof en;
