/** What certified papers of disputes say in English. Placeholders are filled with names, dates and numbers. */
export const en = {
  titles: {
    agreement: 'Agreement',
    partial: 'Agreement in part, and report of the points that failed',
    award: 'Award',
    failed: 'Report that conciliation failed',
    withdrawn: 'Withdrawal of the dispute',
    certificate: 'Certificate that the dispute was not settled',
    court: 'Referral to the court',
    nadr: 'Referral to the National Authority for Alternative Dispute Resolution',
  },
  labels: {
    copyOf: 'Copy of',
    officeCopy: 'the office',
    mark: 'Mark of this copy',
    number: 'Certificate',
    mode: 'Way of settling',
  },
  modes: {
    negotiation: 'Negotiation',
    conciliation: 'Conciliation',
    mediation: 'Mediation',
    arbitration: 'Arbitration',
  },
  sides: { claimant: 'claimant', respondent: 'respondent', third: 'third party', neutral: 'neutral' },
  partiesTitle: 'The parties',
  neutralsTitle: 'Conducted by',
  unnamed: 'name not told on this copy',
  lead: {
    agreement: 'On {day}, before {office}, the parties agreed as follows.',
    partial: 'On {day}, before {office}, the parties agreed on some points. On others there is no agreement.',
    award: 'On {day}, the neutrals named here decided as follows, on the signed agreement of the parties to arbitrate.',
    failed: 'On {day}, {office} found that the dispute could not be settled between the parties.',
    withdrawn: 'On {day}, the claimant took this dispute back before {office}.',
    certificate: 'On {day}, it is certified that this dispute was not settled at level one.',
    court: 'On {day}, {office} referred the points without agreement to the court.',
    nadr: 'On {day}, with the consent of every party, {office} referred the points without agreement to the National Authority for Alternative Dispute Resolution.',
  },
  venue:
    'Court of First Instance of {province}: the province where the member works (Law on Social Security Schemes 2019, Art. 91).',
  because: {
    not_settled: 'The committee reported that the parties did not settle.',
    deadline_passed: 'The time for settling passed without a settlement.',
  },
  right:
    'The party has the right to take the dispute to the Social Security Regulator, within thirty working days of non-settlement (Decision 017 FSA.SSR of 22 November 2024).',
  lastDay: 'Last day for filing',
  termsTitle: 'What is owed',
  term: { what: 'What', who: 'Who, to whom', amount: 'Amount', due: 'By' },
  owes: '{debtor} to {creditor}',
  evidence: 'Shown by: {evidence}',
  reasonsTitle: 'Reasons',
  failedTitle: 'Points without agreement',
  referredTitle: 'What is referred',
  signaturesTitle: 'Signatures',
  signature: { who: 'Who', how: 'How it was given', when: 'When' },
  ways: {
    paper: 'on paper, attested by {officers}',
    phone_code: 'with a one-time code sent to the telephone',
    account: 'signed in, with the own account',
  },
  representedBy: 'by {name}, who represents the party',
  readAloud: 'The terms were read aloud.',
  opposition: 'A party may oppose the award until {day}.',
  effectTitle: 'Legal effect',
  effects: {
    failed:
      'This paper records that there was no settlement. It decides nothing, and no legal effect is claimed for it.',
    withdrawn:
      'This paper records the withdrawal. It decides nothing about the claim, and no legal effect is claimed for it.',
    certificate:
      'This paper shows that the right named here stands until the day named here. No other legal effect is claimed for it.',
    court: 'This paper records a referral. The court decides; no legal effect is claimed for this paper.',
    nadr: 'This paper records a referral. Only minutes of that authority have the effect of a final judgment; this paper has none.',
  },
  hashTitle: 'Fingerprint of the terms (SHA-256)',
  verify: { lead: 'Check this copy at', note: 'Mark of this copy: {mark}' },
  free: 'Dispute resolution is free of charge to the parties. Nobody may ask you for money.',
};

export type PaperWords = typeof en;
