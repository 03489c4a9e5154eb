/** Words of what is said apart: notes that one neutral alone reads, and offers made without prejudice. */
export const en = {
  title: 'Said apart',
  back: 'Back to the dispute',
  noDispute: 'No dispute file was opened for this case.',
  notes: {
    title: 'Your notes of this separate session',
    lead: 'You alone read them: not the other party, not your colleagues, not administrators, auditors or whoever decides later.',
    none: 'You have kept no notes of this session.',
    readTitle: 'Read your notes',
    read: 'Open the notes',
    opened: 'Your notes',
    writeTitle: 'Write your notes',
    writeHint: 'What stands there now is replaced.',
    text: 'Notes',
    keep: 'Keep the notes',
    passphrase: 'Passphrase of your notes',
    kept: 'Your notes are kept.',
  },
  key: {
    title: 'Set the passphrase of your notes',
    lead: 'It alone opens your notes, of every dispute. It is kept nowhere: whoever forgets it cannot read their notes again, and nobody else ever can.',
    passphrase: 'A passphrase of at least 12 characters',
    again: 'The same once more',
    set: 'Set the passphrase',
    done: 'The passphrase is set. Write it down where only you find it.',
  },
  offers: {
    title: 'Offers made without prejudice',
    lead: 'Only the sitting neutrals read them, and only until an outcome is to be signed. They are in no bundle and no minutes.',
    none: 'No offer was made.',
    addTitle: 'Keep an offer that a party told you',
    party: 'Which party?',
    text: 'The offer',
    add: 'Keep the offer',
    kept: 'The offer is kept in the sealed part.',
  },
  faults: {
    'passwordAgain.differs': 'Both must be the same',
    'passphrase.too_short': 'Use at least {least} characters',
  },
};

export type Strings = typeof en;
