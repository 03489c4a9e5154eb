export const en = {
  title: 'Make a complaint about social protection',
  lead: 'Did you not get your money, card or care? Were you treated badly? Tell us. An officer must answer you by a set day.',
  file: { title: 'Make a complaint', text: 'Answer short questions. You can stay anonymous.', action: 'Start' },
  track: {
    title: 'Follow your complaint',
    text: 'With the number and the secret receipt we gave you.',
    action: 'Look it up',
  },
  promisesTitle: 'What you can count on',
  promises: [
    { icon: 'free', title: 'It is free', text: 'Nobody may ask you for money or a gift, at any step.' },
    {
      icon: 'lock',
      title: 'It is confidential',
      text: 'You may hide your name from the office, or give no name at all.',
    },
    {
      icon: 'clock',
      title: 'You get an answer',
      text: 'Every step has a last day. When an office is late, your complaint goes on to the next step.',
    },
    { icon: 'scale', title: 'Somebody new decides', text: 'Whoever you complain about never handles your complaint.' },
  ],
  otherWaysTitle: 'You do not need a smartphone',
  otherWays:
    'You may also go to your commune or sangkat hall, or the district one-window office. An officer writes down what you say and gives you the same receipt.',
  phonesTitle: 'Telephone',
  phones: {
    nssf: 'NSSF (social security): information and complaints',
    others: 'NSAF, IDPoor, health equity fund and Social Security Regulator',
    notYet: 'Number not yet announced',
  },
  dangerTitle: 'Is somebody hurting or threatening you or a child?',
  danger: 'You can tell us in a protected way. Only a few trained officers see it, never your commune or district.',
  dangerAction: 'Report it in a protected way',
  rightsAction: 'Read about your rights',
  stepsAction: 'See the steps and deadlines',
};

export type Strings = typeof en;
