export const en = {
  title: 'Messages sent',
  lead: 'Every message of this trial installation, with its text. In production nobody reads them here.',
  leadProduction: 'Messages that a person must decide about. Whom they went to and what they say is not shown.',
  states: 'Which messages',
  all: 'All',
  problems: 'To decide about',
  queued: 'Waiting',
  sent: 'Sent',
  byHand: 'By voice or in person',
  to: 'To',
  noAddress: 'no address',
  closed: 'This text can no longer be opened.',
  none: 'No message here.',
  reason: 'Why it failed: {reason}',
  attempts: 'tried {n} times',
  resend: 'Send again',
  resendUncertain: 'Send again, though it may have arrived',
  resent: 'The message waits to go out again.',
  inLanguage: { km: 'in Khmer', en: 'in English' },
};

export type Strings = typeof en;
