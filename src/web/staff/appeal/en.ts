/** Words of filing with the next body for a party that cannot or does not want to do it itself. */
export const en = {
  title: 'File with the next body for the party',
  back: 'Back to the case',
  lead: 'You write down what the party says against the decision or the delay. The new case goes to the body above; the receipt of the party opens it.',
  windowTitle: 'In time?',
  open: 'In time: the party may go to the Regulator until {date}.',
  appealOpen: 'In time: the party may appeal until {date}.',
  late: 'Late: the time ended on {date}. It is taken with its reason, for the body above to excuse.',
  none: 'The right to go to the Regulator opens when the committee did not settle, or its time has passed. Before that the case is sent to the committee; nothing is lost.',
  noLimit: 'No time limit runs.',
  listTitle: 'What the Regulator needs (Decision 017)',
  list: {
    parties: 'Names, addresses, telephone and member ID of the parties or their representatives',
    object: 'The object of the dispute',
    facts: 'Important facts',
    claims: 'Claims and disputed points',
  },
  listHint: 'What is missing can be brought later: the statutory 30 working days begin when it is complete.',
  grounds: 'What does the party say?',
  lateReason: 'Why so late?',
  send: 'File',
  filedTitle: 'Filed',
  filed: 'The new case is {reference}, at {body}. Tell the party: their receipt opens it too.',
  faults: {
    'grounds.required': 'Write what the party says',
    'lateReason.required': 'Write why it is filed only now',
  },
};

export type Strings = typeof en;
