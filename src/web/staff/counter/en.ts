/** The counter that works without a line. Words of the fields are those of the intake screen. */
export const en = {
  title: 'Counter without a line',
  counter: {
    lead: 'This page opens without internet. What you take here is sealed on this device at once and sent when the line is back.',
    noScript: 'This page needs JavaScript. With a line, use “Take a complaint”.',
    online: 'There is a line, and you are signed in as {name}.',
    signedOut: 'There is a line, but nobody is signed in. Complaints are kept; sign in to send them.',
    offline: 'No line. Complaints are kept on this device, sealed.',
    notReady: 'This device is not ready yet: sign in once with a line, and open this page again.',
    otherOffice:
      'This device was made ready at another office ({office}). What waits here can be sent only by its people.',
    signIn: 'Sign in',
    queueTitle: 'Not yet sent',
    queueNone: 'Nothing waits on this device.',
    queueSome: '{n} not yet sent',
    sendNow: 'Send now',
    number: 'Slip {number}',
    states: {
      waiting: 'Waits for the line',
      sending: 'Being sent',
      refused: 'Refused: to be put right',
      filed: 'Sent: {reference}',
      office: 'Taken for another office',
      unreadable: 'Cannot be opened. Tell the administrator; do not delete it',
      trouble: 'Could not be sent. It is tried again',
    },
    receipt: 'Receipt',
    edit: 'Put right',
    done: 'Handed over',
    consentSentence:
      'We keep what you told us, sealed, to solve your complaint. Only those who handle it read it. It costs nothing. Do you agree?',
    consent: 'I read what I wrote and this sentence out, and the person agrees',
    keep: 'Keep and send',
    kept: 'Kept. Write “{number}” on a slip for the person: with it they get their number and receipt when it is sent.',
    mend: 'The complaint is in the form again. Put it right and keep it once more.',
    faultsTitle: 'There is a problem',
    required: 'Fill this in',
    choosePlace: 'Choose the place from the list',
    storage: 'This browser lets us keep nothing. Use another one, or paper.',
    toIntake: 'With a line: the full screen',
    privateNote: 'Nobody can read what waits here, not even with this device in hand: only the server opens it.',
  },
};

export type CounterStrings = typeof en;
