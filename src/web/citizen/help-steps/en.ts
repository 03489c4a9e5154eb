export const en = {
  title: 'Steps and deadlines',
  lead: 'Your complaint starts where it can be put right soonest. If a step is late or does not help, there is a next one. Every step is free of charge.',
  words: 'Days are working days: Monday to Friday without public holidays. Counting begins on the next working day.',
  tracks: {
    social_assistance: {
      title: 'Social assistance',
      for: 'Family package, equity card and at-risk card, scholarship, support in floods, cash for work',
    },
    social_security: {
      title: 'Social security',
      for: 'NSSF health care, accidents at work, maternity allowance, pensions',
    },
  },
  acknowledge: 'First, within {n} working days, an officer tells you that they have your complaint.',
  within: {
    decide: 'Decides within {n} working days',
    settle: 'Tries to settle with you within {n} working days from filing',
    conciliate: 'Conciliates within {n} working days once everything needed is there',
    none: 'No period has been set',
  },
  mayStart: 'Some complaints start here directly.',
  assistanceLate:
    'When an office misses its day, its supervisor is told at once. After five more working days the complaint goes up by itself.',
  securityNext:
    'If there is no settlement, or it is not reached in time, you are told of your right to go to the Social Security Regulator. That step is yours alone to take, within {n} working days.',
  law: 'Fixed by law: {instrument}',
  court:
    'After that, the court of the province where the member works may decide. Mediation or arbitration is possible if both sides agree.',
  urgentTitle: 'Urgent and protected complaints',
  urgent:
    'When a life, a child or somebody’s safety is at stake, a trained officer takes it up within 24 hours, day or night. Such complaints never go to the commune or district.',
  appealTitle: 'If you do not agree',
  appeal: 'You may appeal within 30 working days of the decision. A later appeal is possible with a reason.',
  fileAction: 'Make a complaint',
};

export type Strings = typeof en;
