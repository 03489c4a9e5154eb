import type { Bilingual } from '../../../src/kernel/language.ts';
import type { LetterBody, LetterDue, LetterMaterial } from '../../../src/notifications/letters/material.ts';
import type { LetterKind } from '../../../src/notifications/letters/kinds.ts';

const both = (km: string, en: string): Bilingual => ({ km, en });

/** Text of at least so many characters, of whole sentences. */
function long(sentence: string, characters: number): string {
  return sentence.repeat(Math.ceil(characters / sentence.length)).slice(0, characters);
}

const khmerSentence =
  'គ្រួសាររបស់ស្ត្រីម្នាក់នេះមានឈ្មោះក្នុងបញ្ជីប័ណ្ណសមធម៌តាំងពីឆ្នាំ២០២៥ ប៉ុន្តែភ្នាក់ងារបើកប្រាក់នៅសង្កាត់មិនទាន់បានទទួលបញ្ជីថ្មីពីខេត្តនៅឡើយទេ។ ';
const englishSentence =
  'The household has stood on the list of equity card holders since 2025, yet the payment agent had not received the new list. ';

export const due: LetterDue = {
  kind: 'decide',
  dueAt: new Date('2026-12-14T10:30:00Z'),
  why: both(
    'វិធាន SA3.DECIDE.S3 កំណែទី១៖ ការសម្រេច ក្នុងរយៈពេល ១៥ ថ្ងៃធ្វើការ (កំណត់ដោយប្រព័ន្ធនេះ អាចកែប្រែបាន)។ គិតចាប់ពីការមកដល់ការិយាល័យ នៅ ២១ វិច្ឆិកា ២០២៦; ថ្ងៃទី១ គឺ ២៦ វិច្ឆិកា ២០២៦។ មិនរាប់៖ ៦ ថ្ងៃចុងសប្តាហ៍; ថ្ងៃឈប់សម្រាកសាធារណៈ ព្រះរាជពិធីបុណ្យអុំទូក (២៣ វិច្ឆិកា ២០២៦ ដល់ ២៥ វិច្ឆិកា ២០២៦)។',
    'Rule SA3.DECIDE.S3, version 1: decision within 15 working days (a default of this system, which can be configured). Counted from arrival at the office on 21 November 2026; day 1 is 26 November 2026. Not counted: 6 weekend days; public holidays Water Festival (23 November 2026 to 25 November 2026).',
  ),
  force: 'default',
  mayMove: false,
};

const appeal: LetterDue = { ...due, kind: 'appeal_window', dueAt: new Date('2027-01-18T10:30:00Z'), mayMove: true };
const right: LetterDue = { ...due, kind: 'file_with_regulator', force: 'law', dueAt: new Date('2027-01-18T10:30:00Z') };
const acknowledge: LetterDue = { ...due, kind: 'acknowledge', dueAt: new Date('2026-11-26T10:30:00Z') };

export const bodies: { readonly [K in LetterKind]: Extract<LetterBody, { kind: K }> } = {
  acknowledgement: {
    kind: 'acknowledgement',
    heldBy: both('មន្ទីរសង្គមកិច្ច រាជធានីភ្នំពេញ', 'Department of Social Affairs, Phnom Penh'),
    deadlines: [acknowledge, due],
    onBreach: { effect: 'escalate', next: both('ប្រតិបត្តិករ/ក្រសួង', 'Operator / ministry') },
  },
  'information-request': {
    kind: 'information-request',
    question: 'តើលោកស្រីមានបង្កាន់ដៃសម្ភាសទេ?\nសូមប្រាប់ខែដែលមិនបានទទួលប្រាក់។',
    replyBy: new Date('2026-12-01T10:30:00Z'),
  },
  decision: {
    kind: 'decision',
    panel: null,
    outcome: both('បណ្តឹងមានមូលដ្ឋាន', 'Upheld'),
    reasons: 'បញ្ជីបើកប្រាក់បង្ហាញថា ប្រាក់ខែតុលាមិនទាន់បានបើក។\n\nភ្នាក់ងារបានទទួលស្គាល់កំហុស។',
    evidence: 'បញ្ជីបើកប្រាក់ខែតុលា ឆ្នាំ២០២៦ និងបង្កាន់ដៃលេខ ៤៥៦',
    legalBasis: 'អនុក្រឹត្យស្តីពីកម្មវិធីជាតិជំនួយសង្គមក្នុងកញ្ចប់គ្រួសារ',
    remedies: [
      {
        name: both('បើកប្រាក់ដែលនៅជំពាក់', 'Pay what is owed'),
        text: 'តាមគណនី Wing ដដែល',
        amountKhr: 40_000,
        dueOn: '2026-12-20',
      },
      { name: both('កែតម្រូវទិន្នន័យ', 'Correct the data'), text: null, amountKhr: null, dueOn: '2026-12-31' },
    ],
    next: { body: both('ប្រតិបត្តិករ/ក្រសួង', 'Operator / ministry'), due: appeal },
    otherWays: [],
  },
  escalation: {
    kind: 'escalation',
    how: 'time',
    from: both('មន្ទីរសង្គមកិច្ច រាជធានីភ្នំពេញ', 'Department of Social Affairs, Phnom Penh'),
    to: both('មូលនិធិជាតិជំនួយសង្គម', 'National Social Assistance Fund'),
    deadlines: [due],
  },
  'regulator-right': {
    kind: 'regulator-right',
    regulator: both('និយ័តករសន្តិសុខសង្គម (ន.ស.ស.)', 'Social Security Regulator (SSR)'),
    due: right,
  },
};

/** An ordinary letter of a named complainant. */
export function aLetter(kind: LetterKind, more: Partial<LetterMaterial> = {}): LetterMaterial {
  return {
    reference: 'SA-26-0000123-4',
    language: 'km',
    isDiscreet: false,
    office: both('មន្ទីរសង្គមកិច្ច រាជធានីភ្នំពេញ', 'Department of Social Affairs, Phnom Penh'),
    officePhone: '023 123 456',
    addressee: 'សុខ សុភា',
    programme: both('កម្មវិធីឧបត្ថម្ភសាច់ប្រាក់ជូនស្ត្រីមានផ្ទៃពោះ និងកុមារអាយុក្រោម២ឆ្នាំ', 'Cash, pregnant women and children under 2'),
    subject: both('មិនបានទទួលប្រាក់', 'Not paid'),
    filedAt: new Date('2026-11-21T02:00:00Z'),
    writtenAt: new Date('2026-12-05T03:00:00Z'),
    body: bodies[kind],
    ...more,
  };
}

/** Everything as long as it may be: names of 300 characters, reasons of 10,000, ten remedies. */
export function theLongestLetter(kind: LetterKind): LetterMaterial {
  const name = both(long(`ការិយាល័យ${khmerSentence.trim()}`, 300), long(`Office ${englishSentence}`, 300));
  const longest: { readonly [K in LetterKind]: Extract<LetterBody, { kind: K }> } = {
    acknowledgement: { ...bodies.acknowledgement, heldBy: name, deadlines: [acknowledge, due, appeal, right] },
    'information-request': { ...bodies['information-request'], question: long(khmerSentence, 10_000) },
    decision: {
      ...bodies.decision,
      reasons: `${long(khmerSentence, 5_000)}\n${long(englishSentence, 5_000)}`,
      evidence: long('ក', 900),
      legalBasis: long('https://example.org/law?article=', 900),
      remedies: Array.from({ length: 10 }, () => ({
        name: name,
        text: long(khmerSentence, 400),
        amountKhr: 999_999_999,
        dueOn: '2026-12-20',
      })),
      otherWays: [
        both('សាលាដំបូងនៃខេត្តដែលសមាជិកធ្វើការ', 'Court of First Instance of the province where the member works'),
      ],
    },
    escalation: { ...bodies.escalation, from: name, to: name, deadlines: [acknowledge, due, appeal] },
    'regulator-right': { ...bodies['regulator-right'], regulator: name },
  };
  return aLetter(kind, {
    office: name,
    addressee: long('សុខសុភា', 300),
    programme: name,
    subject: name,
    body: longest[kind],
  });
}
