/** Words of filing for a party with a mandate: on the citizen's page, at the desk, by an officer. */
export const en = {
  filing: 'Who files?',
  represents: 'Somebody who speaks for the party, with a mandate',
  representsHint: 'Leave this empty when the party files itself.',
  name: 'Name of whoever files',
  phone: 'Their telephone',
  relation: 'What are they to the party?',
  kind: 'What gives them the right?',
  kinds: {
    power_of_attorney: 'A written authority from the party',
    lawyer: 'They are its lawyer',
    guardian: 'They are its parent or guardian',
    union: 'They are from its union',
    company: 'They act for the firm',
    other: 'Something else',
  },
  until: 'Until when does the mandate hold?',
  untilHint: 'Leave empty when it has no last day.',
  days: ['Day', 'Month', 'Year'] as [string, string, string],
  paper: 'The paper of the mandate',
  paperHint: 'A photo or a PDF, up to 10 MB. The office looks at it; until then the mandate counts as not shown.',
  seen: 'I have seen the paper and a copy of it is kept',
  faults: {
    'speakerName.required': 'Write the name of whoever files',
    'mandateKind.choose': 'Choose what gives them the right',
    'mandateUntil.date': 'Write a day, month and year that exist',
    'mandateUntil.lapsed': 'The mandate has ended: add a new one, or let the party file itself',
    'mandatePaper.required': 'Add the paper of the mandate, or let the party file itself',
    'mandatePaper.refused': 'The paper could not be taken: choose a photo or a PDF of up to 10 MB',
    'speakerPhone.phone': 'Write a telephone number such as 012 345 678',
  },
};

export type MandateWords = typeof en;
