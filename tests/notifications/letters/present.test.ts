import type { Block } from '../../../src/notifications/letters/blocks.ts';
import { isOnRequestOnly, letterKinds, lettersThereAre } from '../../../src/notifications/letters/kinds.ts';
import { dayInLetter, moneyInLetter, timeInLetter } from '../../../src/notifications/letters/numerals.ts';
import { presentLetter, trackAddress } from '../../../src/notifications/letters/present.ts';
import { oneLine, paragraphsOf, withStopsKept } from '../../../src/notifications/letters/typed-text.ts';
import { en } from '../../../src/notifications/letters/words/en.ts';
import { km } from '../../../src/notifications/letters/words/km.ts';
import { aLetter, bodies } from './samples.ts';

const tracking = { address: 'https://samleng.example/complaints/track', qr: '<svg/>' };
const textsOf = (blocks: readonly Block[]): string => JSON.stringify(blocks);

test('numbers, days and amounts in the digits of the language', () => {
  const at = new Date('2026-12-04T17:30:00Z'); // the next day in Phnom Penh
  expect(dayInLetter(at, 'km')).toBe('ថ្ងៃទី៥ ខែធ្នូ ឆ្នាំ២០២៦');
  expect(dayInLetter(at, 'en')).toBe('5 December 2026');
  expect(dayInLetter('2026-11-21', 'km')).toBe('ថ្ងៃទី២១ ខែវិច្ឆិកា ឆ្នាំ២០២៦');
  expect(timeInLetter(new Date('2026-12-14T10:30:00Z'), 'km')).toBe('១៧:៣០');
  expect(moneyInLetter(1_040_000, 'km')).toBe('១.០៤០.០០០ រៀល');
  expect(moneyInLetter(40_000, 'en')).toBe('40,000 riel');
});

test('typed text: no controls, no change of direction, its paragraphs kept, long runs breakable', () => {
  expect(paragraphsOf('ក\r\n\r\nខ\u0000\u202e\u2066គ\n \nឃ')).toEqual(['ក', 'ខគ', 'ឃ']);
  expect(oneLine(' a\n\tb\u2028c ')).toBe('a b c');
  const run = oneLine('x'.repeat(60));
  expect(run.replaceAll('\u200b', '')).toBe('x'.repeat(60));
  expect(run.split('\u200b').every((part) => part.length <= 24)).toBe(true);
  const clusters = oneLine('ស្ត្រី'.repeat(40).concat('!'));
  for (const part of clusters.split('\u200b')) expect(part).toMatch(/^(ស្ត្រី)*!?$/);
  expect(oneLine('បេឡាជាតិសន្តិសុខសង្គមនៃព្រះរាជាណាចក្រកម្ពុជា')).not.toContain('\u200b');
  expect(withStopsKept('ទេ។ ផ្សេងៗ')).toBe('ទេ\u2060។ ផ្សេង\u2060ៗ');
});

test('the header of the nation, as both languages write it', () => {
  const head = (language: 'km' | 'en') => {
    const { kingdom, motto } = presentLetter(aLetter('decision'), language, tracking);
    return [kingdom, motto];
  };
  expect(head('km')).toEqual(['ព្រះរាជាណាចក្រកម្ពុជា', 'ជាតិ សាសនា ព្រះមហាក្សត្រ']);
  expect(head('en')).toEqual(['Kingdom of Cambodia', 'Nation Religion King']);
});

test('a decision gives reasons, evidence, legal basis, remedies, the next body and the last day', () => {
  const page = presentLetter(aLetter('decision'), 'km', tracking);
  const kinds = page.blocks.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'typed')).toHaveLength(3);
  expect(page.blocks.find(({ kind }) => kind === 'remedies')).toMatchObject({
    rows: [
      { amount: '៤០.០០០ រៀល', due: 'ថ្ងៃទី២០ ខែធ្នូ ឆ្នាំ២០២៦' },
      { amount: '', due: 'ថ្ងៃទី៣១ ខែធ្នូ ឆ្នាំ២០២៦' },
    ],
  });
  expect(page.blocks.find(({ kind }) => kind === 'due')).toMatchObject({
    label: km.decision.lastDay,
    date: 'ថ្ងៃទី១៨ ខែមករា ឆ្នាំ២០២៧ ម៉ោង ១៧:៣០ (ម៉ោងភ្នំពេញ)',
    notes: [km.mayMove],
  });
  expect(page.date).toBe('ថ្ងៃទី៥ ខែធ្នូ ឆ្នាំ២០២៦');
  expect(page.free).toBe(km.free);
});

test('what a decision does not name is said, not left out', () => {
  const body = { ...bodies.decision, evidence: null, legalBasis: ' ', remedies: [], next: null };
  const said = textsOf(presentLetter(aLetter('decision', { body }), 'en', tracking).blocks);
  expect(said.split(en.decision.noneNamed)).toHaveLength(3);
  expect(said).toContain(en.decision.noRemedies);
  expect(said).toContain(en.decision.noNext);
});

test('a day that a law fixes is marked', () => {
  const page = presentLetter(aLetter('regulator-right'), 'en', tracking);
  expect(page.blocks.find(({ kind }) => kind === 'due')).toMatchObject({ notes: [en.law] });
});

test('a placeholder in a name stays a name', () => {
  const office = { km: '{day}', en: '{day} {reference}' };
  const page = presentLetter(aLetter('decision', { office }), 'en', tracking);
  expect(page.office).toBe('{day} {reference}');
  expect(textsOf(page.blocks)).toContain('{day} {reference} decided on your complaint on 5 December 2026');
});

test('a discreet letter: no name, no programme, no subject, and a title that says nothing', () => {
  const letter = aLetter('decision', { isDiscreet: true, addressee: null, programme: null, subject: null });
  const page = presentLetter(letter, 'en', tracking);
  expect(page.documentTitle).toBe('Letter');
  expect(page.facts.map(({ key }) => key)).toEqual(['Reference', 'Date', 'To', 'Complaint received']);
  expect(page.facts[2]?.value).toBe(en.theComplainant);
});

test('the code leads to the tracking page and names no case', () => {
  expect(trackAddress('https://samleng.example', 'km')).toBe('https://samleng.example/complaints/track');
  expect(trackAddress('https://samleng.example', 'en')).toBe('https://samleng.example/en/complaints/track');
});

test('there is a letter when there is something to tell', () => {
  const nothing = { messages: [], decisions: [], deadlines: [], timeline: [] };
  expect(lettersThereAre(nothing)).toEqual(['acknowledgement']);
  expect(
    lettersThereAre({
      messages: [{ kind: 'question' }],
      decisions: [{}],
      deadlines: [{ kind: 'file_with_regulator' }],
      timeline: [{ kind: 'case.escalated' }],
    }),
  ).toEqual(letterKinds);
});

test('protected and confidential cases: on request only', () => {
  expect(isOnRequestOnly({ protected: true, identity: 'named' })).toBe(true);
  expect(isOnRequestOnly({ protected: false, identity: 'confidential' })).toBe(true);
  expect(isOnRequestOnly({ protected: false, identity: 'anonymous' })).toBe(false);
});

test('Khmer says the same as English', () => {
  const flat = (of: object, path = ''): [string, string][] =>
    Object.entries(of).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${path}${key}`, value] as [string, string]]
        : flat(value as object, `${path}${key}.`),
    );
  const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  const english = new Map(flat(en));
  expect(flat(km).map(([key]) => key)).toEqual([...english.keys()]);
  for (const [key, text] of flat(km)) {
    expect([key, /\p{Script=Khmer}/u.test(text)]).toEqual([key, true]);
    expect([key, text.normalize('NFC'), text.includes('\u17d2\u178a')]).toEqual([key, text, false]);
    expect([key, ...placeholders(text)]).toEqual([key, ...placeholders(english.get(key) ?? '')]);
  }
});
