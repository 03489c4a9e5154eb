export const en = {
  title: 'Signed receipt',
  lead: 'It proves on which day you filed and that nothing was changed since. Give it to the next office, if you go there. It says nothing of what your complaint is about.',
  formLead: 'Write the number of your complaint and the receipt number that you got when you filed it.',
  reference: 'Number of the complaint',
  receipt: 'Receipt number',
  receiptHint: '16 digits',
  send: 'Show the signed receipt',
  notFound: 'No complaint fits these two numbers. Check both.',
  pdf: 'As PDF',
  json: 'As a file to verify',
  print: 'Print',
  verifyTitle: 'How anybody checks it, without asking us',
  verify: [
    'Get the public keys once from {keys} and keep them.',
    'Take the receipt as a file and run: node scripts/verify-receipt.mjs receipt.json keys.json',
    'With the text of the complaint in a file as well, it also says whether that is the text that was filed.',
  ],
  back: 'To the complaint',
  faults: {
    'reference.required': 'Write the number of the complaint',
    'receipt.required': 'Write the receipt number',
  },
};

export type Strings = typeof en;
