export const en = {
  title: 'Ask to see who complained',
  lead: 'The person asked that their name stay confidential. You see it for {hours} hours, and only for a reason: each look is recorded, the privacy officer is told, and a second person says within two working days whether the reason holds. If it does not, you see it no more.',
  reference: 'Case',
  reason: 'Why you must know who it is',
  reasonHint: 'For example: money must be paid to this person. Do not repeat the complaint here.',
  send: 'Ask and show it',
  faults: { 'reason.required': 'Write why you must know who it is' },
};

export type Strings = typeof en;
