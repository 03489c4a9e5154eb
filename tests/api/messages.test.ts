import { globSync, readFileSync } from 'node:fs';

import { en } from '../../src/api/messages/en.ts';
import { fieldMessage, problemWords } from '../../src/api/messages/index.ts';
import { km } from '../../src/api/messages/km.ts';

/** What the areas can refuse, as it stands in their source. */
const sources = globSync('src/{access,cases,intake,routing,sla,escalation,reference,api,platform}/**/*.ts', {
  exclude: ['src/**/messages/**'],
}).map((path) => readFileSync(path, 'utf8'));

function found(pattern: RegExp): string[] {
  return [...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();
}

/** Guards inside the clocks and of the command line, which no door meets, and actions that no state forbids. */
const unseen = /^(clock|pause|master_key)_|^(note|link|mark_protected)$/;

test('every rule that an area can name has words', () => {
  const rules = found(/(?:new RuleBroken\(|\brule: )'([a-z_]+)'/g);
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.filter((rule) => !(rule in en.rules) && !unseen.test(rule))).toEqual([]);
});

test('every fault of a field has words', () => {
  const codes = [
    ...found(/field: [^,\n]+, code: '([a-z_]+)'/g),
    ...found(/(?:refused\(context, |fault\([^,]+, )'([a-z_]+)'/g),
  ];
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !(code in en.fields))).toEqual([]);
});

test('Khmer texts are Khmer, and both languages name the same parameters', () => {
  const flat = (of: object): [string, string][] =>
    Object.entries(of).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as [string, string]] : flat(value as object),
    );
  const english = flat(en);
  const khmer = flat(km);
  expect(khmer.map(([key]) => key)).toEqual(english.map(([key]) => key));
  const parameters = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  khmer.forEach(([key, text], index) => {
    expect([key, /\p{Script=Khmer}/u.test(text)]).toEqual([key, true]);
    expect([key, text.normalize('NFC')]).toEqual([key, text]);
    expect([key, ...parameters(text)]).toEqual([key, ...parameters(english[index]?.[1] ?? '')]);
  });
});

test('a code without words of its own is said in general, never shown raw', () => {
  expect(fieldMessage('never_heard_of', {}, 'en')).toBe(en.fields.invalid);
  expect(problemWords('forbidden.intake_only', {}, 'en').title).toBe(en.problems.forbidden.title);
  expect(problemWords('rule.never_heard_of', {}, 'km').detail).toBe(km.problems.rule.detail);
  expect(problemWords('never', {}, 'en').title).toBe(en.problems.fault.title);
});
