export const en = {
  title: 'Legal holds',
  lead: 'A hold keeps a case from being erased, whatever its age: a court, an inquiry or a claim may need it. It opens the case to nobody.',
  standing: 'Holds that stand',
  none: 'No hold stands.',
  placed: 'Placed {date}',
  reason: 'Why',
  liftTitle: 'Lift this hold',
  liftLead: 'The time until erasure is then counted as if the hold had never been.',
  liftReason: 'Why it may be lifted',
  lift: 'Lift the hold',
  placeTitle: 'Hold a case',
  reference: 'Reference of the case',
  placeReason: 'Why it must be kept',
  place: 'Place the hold',
  done: { placed: 'The case is held.', lifted: 'The hold was lifted.' },
  faults: {
    'reference.required': 'Write the reference of the case',
    'reference.unknown': 'There is no such case',
    'reason.required': 'Write why it must be kept',
    'liftReason.required': 'Write why it may be lifted',
  },
};

export type Strings = typeof en;
