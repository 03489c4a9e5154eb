export const en = {
  title: 'Your rights',
  lead: 'Social protection is for everybody in Cambodia. When something goes wrong, you have the right to say so and to get an answer.',
  sections: [
    {
      title: 'When you complain',
      items: [
        'It is free of charge at every step. Nobody may ask you for money, a gift or a favour.',
        'You may complain here, by telephone, by letter, or at any commune, sangkat or district office. It need not be the right office: it must send your complaint on.',
        'You may speak or write. If you do not read or write, an officer writes for you and reads it back to you.',
        'You may bring somebody you trust, or let them speak for you.',
        'You get a number and a secret receipt. They prove the day on which you complained.',
      ],
    },
    {
      title: 'Your name and your safety',
      items: [
        'You may give your name, keep it secret from the office, or give no name at all.',
        'We contact you only in the way you chose, and only if you said it is safe.',
        'Complaints about sexual harassment, violence, children in danger, threats or corruption are protected: only a few trained officers see them, never the commune or district.',
        'Nobody may punish you for complaining. If somebody does, tell us: that is treated as urgent.',
        'Each time somebody opens a confidential complaint, it is written down who it was.',
      ],
    },
    {
      title: 'How it is decided',
      items: [
        'Whoever you complain about does not handle your complaint.',
        'Every step has a last day, and we tell you why it is that day.',
        'The decision comes with reasons, and says what the office must do and by when.',
        'If you do not agree, you may appeal. Somebody who did not decide before decides anew.',
        'In social security, if the office and you do not settle, you may go to the Social Security Regulator, and after that to the court of the province where the member works.',
        'You may take your complaint back at any time. Nobody may force you to.',
      ],
    },
  ],
  stepsAction: 'See the steps and deadlines',
  fileAction: 'Make a complaint',
};

export type Strings = typeof en;
