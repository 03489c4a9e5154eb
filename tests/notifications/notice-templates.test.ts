import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { templateChannels, templateNames } from '../../src/notifications/domain/notice-contexts.ts';
import { smsParts } from '../../src/notifications/domain/sms-parts.ts';
import { loadNoticeTemplates } from '../../src/notifications/notice-templates.ts';
import { longestContexts } from '../../src/notifications/template-samples.ts';
import { words } from '../../src/notifications/words/index.ts';
import { shortestContexts } from '../../src/notifications/template-samples.ts';

const folder = join(import.meta.dirname, '../../templates/notices');
const templates = loadNoticeTemplates();
const smsNames = templateNames.filter((name) => templateChannels[name].includes('sms'));
/** Khmer SMS that take two parts with the longest values. Keep it empty where possible. */
const twoPartsInKhmer: readonly string[] = [];

test.each(smsNames)('%s: one part in Khmer and in English with the longest values', (name) => {
  const khmer = smsParts(templates.render(name, 'sms', 'km', longestContexts.km[name]).body);
  expect(khmer.encoding).toBe('ucs2');
  expect(khmer.parts).toBeLessThanOrEqual(twoPartsInKhmer.includes(name) ? 2 : 1);
  const english = smsParts(templates.render(name, 'sms', 'en', longestContexts.en[name]).body);
  expect(english).toMatchObject({ encoding: 'gsm7', parts: 1 });
});

test.each([...templateNames])('%s: Khmer is Khmer and English is English, on every channel', (name) => {
  for (const channel of templateChannels[name]) {
    for (const samples of [longestContexts, shortestContexts]) {
      const km = templates.render(name, channel, 'km', samples.km[name]);
      const en = templates.render(name, channel, 'en', samples.en[name]);
      expect(km.body).toMatch(/\p{Script=Khmer}/u);
      expect(en.body).not.toMatch(/\p{Script=Khmer}/u);
      expect(km.subject === null).toBe(channel === 'sms');
      expect(en.subject === null).toBe(channel === 'sms');
      for (const text of [km, en]) {
        expect(`${text.subject ?? ''}${text.body}`).not.toMatch(/[{}]|undefined|null|&amp;|&#/);
        expect(text.body).not.toMatch(/\n{3}/);
      }
    }
  }
});

test.each(['km', 'en'] as const)('the discreet message in %s gives nothing away', (language) => {
  for (const channel of ['sms', 'email'] as const) {
    const { subject, body } = templates.render('discreet', channel, language, longestContexts[language].discreet);
    const text = `${subject ?? ''} ${body}`;
    expect(text).not.toMatch(/បណ្តឹង|បណ្ដឹង|ប្តឹង|SA-|complain|grievance|case|appeal|programme|benefit|decision|office/i);
    expect(text).toContain('samleng.gov.kh');
  }
});

test('a receipt is never in a message', () => {
  for (const file of readdirSync(folder, { recursive: true })) expect(String(file)).not.toMatch(/receipt/);
  for (const name of templateNames) expect(Object.keys(longestContexts.km[name])).not.toContain('receipt');
});

test('both languages have the same words', () => {
  const keys = (of: object): string[] =>
    Object.entries(of).flatMap(([key, value]) =>
      typeof value === 'string' ? [key] : Object.keys(value as object).map((each) => `${key}.${each}`),
    );
  expect(keys(words.km)).toEqual(keys(words.en));
});

describe('a set that is not whole is refused at start', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'notices-'));
    cpSync(folder, copy, { recursive: true });
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  test('whole, it is taken', () => {
    expect(() => loadNoticeTemplates(copy)).not.toThrow();
  });

  test('a missing and an unknown file are both named', () => {
    rmSync(join(copy, 'case.filed.sms.km.hbs'));
    writeFileSync(join(copy, 'case.filled.sms.km.hbs'), 'x');
    expect(() => loadNoticeTemplates(copy)).toThrow(
      /case\.filed\.sms\.km\.hbs is missing.*case\.filled\.sms\.km\.hbs belongs to no message/,
    );
  });

  test('a placeholder that does not exist is named', () => {
    writeFileSync(join(copy, 'case.filed.sms.km.hbs'), '{{referense}}');
    expect(() => loadNoticeTemplates(copy)).toThrow(/case\.filed\.sms\.km.*referense/);
  });

  test('an e-mail without a subject is refused', () => {
    writeFileSync(join(copy, 'case.filed.email.en.hbs'), 'Hello {{reference}}');
    expect(() => loadNoticeTemplates(copy)).toThrow(/subject/);
  });
});
