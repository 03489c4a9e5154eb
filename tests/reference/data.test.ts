import { categories } from '../../src/reference/data/categories.ts';
import { nationalOffices } from '../../src/reference/data/offices.ts';
import { operators } from '../../src/reference/data/operators.ts';
import { programmes } from '../../src/reference/data/programmes.ts';
import { slaAbsences, slaRules } from '../../src/reference/data/sla-rules.ts';
import { openQuestions } from '../../src/reference/data/open-questions.ts';
import { timeBars } from '../../src/reference/data/time-bars.ts';
import { rowKinds, shippedRows } from '../../src/reference/shipped.ts';

const severities = ['S1', 'S2', 'S3', 'S4'] as const;
const khmer = /[\u1780-\u17FF]/;

/** Every text in both languages found anywhere in a value. */
function textsIn(value: unknown): { km: unknown; en: unknown }[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  const record = value as Record<string, unknown>;
  if ('km' in record && 'en' in record) return [{ km: record['km'], en: record['en'] }];
  return Object.values(record).flatMap(textsIn);
}

describe('every row', () => {
  const rows = rowKinds.flatMap((kind) => [...shippedRows[kind]]);

  test('has a code of its own on its day', () => {
    const keys = rows.map(({ kind, code, validFrom }) => `${kind} ${code} ${validFrom}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('says everything in Khmer and English, Khmer in NFC without zero-width characters', () => {
    for (const row of rows) {
      for (const { km, en } of [row.source, ...textsIn(row.data)]) {
        expect(typeof en === 'string' && en.trim().length > 0).toBe(true);
        expect(km).toMatch(khmer);
        expect(km).toBe((km as string).normalize('NFC'));
        expect(km).not.toMatch(/[\u200B-\u200F\uFEFF]/);
      }
    }
  });

  test('that is law cites an instrument: a law or a decision', () => {
    const law = rows.filter(({ force }) => force === 'law');
    expect(law.length).toBeGreaterThan(0);
    for (const { source } of law)
      expect(source.en).toMatch(
        /^(Law on Social Security Schemes 2019, Art\. \d+|Decision 017 FSA\.SSR of 22 November 2024)$/,
      );
  });

  test('whose text nobody has found says so', () => {
    for (const { force, source } of rows.filter((row) => row.force === 'open')) {
      expect({ force, text: source.en }).toEqual({
        force: 'open',
        text: expect.stringContaining('No instrument found'),
      });
    }
  });
});

describe('programmes', () => {
  test('are all there', () => {
    expect(programmes.map(({ code }) => code).sort()).toEqual(
      [
        ...[
          'FP-PWC',
          'FP-SCH',
          'SFP',
          'NS-PWC',
          'SS-MAT',
          'HEF',
          'SS-HC-PRI',
          'SS-HC-PUB',
          'SS-HC-VOL',
          'SS-OR-PRI',
          'SS-OR-PUB',
        ],
        ...[
          'FP-PWD',
          'TVET',
          'CFW',
          'GRAD',
          'SS-UE',
          'HSG-STU',
          'HSG-AFF',
          'FP-ELD',
          'SS-PEN-PRI',
          'SS-PEN-PUB',
          'SS-PEN-VET',
        ],
        ...['FP-BASE', 'FP-HIV', 'SR-FLD', 'SR-INF', 'IDPOOR', 'ATRISK'],
      ].sort(),
    );
  });

  test('have an operator, an office of it on their track, and a protection desk', () => {
    for (const programme of programmes) {
      const operator = operators.find(({ code }) => code === programme.operator);
      const office = nationalOffices.find(({ code }) => code === programme.operatorOffice);
      const desk = nationalOffices.find(({ code }) => code === operator?.protectionDesks[programme.track]);
      const tier = programme.track === 'social_security' ? 'SS1A' : 'SA4';
      expect({
        programme: programme.code,
        operator: office?.operator,
        office: office?.tier,
        desk: desk?.tier,
        type: desk?.type,
      }).toEqual({
        programme: programme.code,
        operator: programme.operator,
        office: tier,
        desk: tier,
        type: 'protection_desk',
      });
    }
  });

  test('follow the track of their code, and say when they do not run', () => {
    for (const { code, track } of programmes) {
      expect([code, track]).toEqual([code, /^(SS|NS)-/.test(code) ? 'social_security' : 'social_assistance']);
    }
    const idle = programmes.filter(({ status }) => status !== 'active').map(({ code, status }) => [code, status]);
    expect(idle).toEqual([
      ['SS-UE', 'inactive'],
      ['HSG-STU', 'planned'],
      ['HSG-AFF', 'planned'],
    ]);
  });

  test('bear the verified Khmer names', () => {
    const name = (code: string) => programmes.find((programme) => programme.code === code)?.name.km;
    expect(name('FP-PWC')).toBe('កម្មវិធីឧបត្ថម្ភសាច់ប្រាក់ជូនស្ត្រីមានផ្ទៃពោះ និងកុមារអាយុក្រោម២ឆ្នាំ');
    expect(programmes.find(({ code }) => code === 'FP-ELD')?.family?.km).toBe('កម្មវិធីជាតិជំនួយសង្គមក្នុងកញ្ចប់គ្រួសារ');
    expect(name('SS-HC-PRI')).toContain('របបសន្តិសុខសង្គមផ្នែកថែទាំសុខភាព');
    expect(name('SS-OR-PUB')).toContain('របបសន្តិសុខសង្គមផ្នែកហានិភ័យការងារ');
    expect(name('SS-PEN-VET')).toContain('របបសន្តិសុខសង្គមផ្នែកប្រាក់សោធន');
    const operator = (code: string) => operators.find((each) => each.code === code)?.name.km;
    expect(operator('NSSF')).toBe('បេឡាជាតិសន្តិសុខសង្គម (ប.ស.ស.)');
    expect(operator('NSAF')).toBe('មូលនិធិជាតិជំនួយសង្គម');
  });
});

describe('categories', () => {
  const severityOf: Record<string, string> = {
    ...Object.fromEntries(['PRT-SEA', 'PRT-GBV', 'PRT-CHD', 'PRT-RET'].map((code) => [code, 'S1'])),
    ...Object.fromEntries(
      [
        'PAY-AGT',
        'BEN-STP',
        'HLT-REF',
        'HLT-DIS',
        'HLT-FEE',
        'CON-MIS',
        'FRD-COR',
        'PRV',
        'EMP-REG',
        'EMP-CON',
        'EMP-DED',
      ].map((code) => [code, 'S2']),
    ),
    ...Object.fromEntries(
      [
        ...[
          'TGT-EXC',
          'TGT-INC',
          'CRD-NIS',
          'CRD-EXP',
          'CRD-LST',
          'DAT-COR',
          'PAY-NOT',
          'PAY-LAT',
          'PAY-AMT',
          'SVC-QLT',
          'SVC-DLY',
          'SVC-ACC',
        ],
        ...['EMP-OBJ', 'MEM-REG', 'ORI-CLM', 'ORI-DEG', 'HCB-ALW', 'HCB-RMB', 'PEN-ELG', 'PEN-CMP', 'PEN-SRV', 'OTH'],
      ].map((code) => [code, 'S3']),
    ),
    INF: 'S4',
    SUG: 'S4',
  };

  test('are all there with their severity', () => {
    expect(Object.fromEntries(categories.map(({ code, severity }) => [code, severity]))).toEqual(severityOf);
  });

  test('are protected where the rules say so, and nowhere else', () => {
    expect(categories.filter(({ isProtected }) => isProtected).map(({ code }) => code)).toEqual([
      'FRD-COR',
      'PRT-SEA',
      'PRT-GBV',
      'PRT-CHD',
      'PRT-RET',
    ]);
  });

  test('become critical when life is in danger only where care is refused', () => {
    const rises = categories.filter(
      ({ severity, severityIfLifeThreatening }) => severity !== severityIfLifeThreatening,
    );
    expect(rises.map(({ code, severityIfLifeThreatening }) => [code, severityIfLifeThreatening])).toEqual([
      ['HLT-REF', 'S1'],
    ]);
  });

  test('refer wage deductions and decide nothing there', () => {
    const referring = categories.filter(({ referOnly }) => referOnly);
    expect(referring.map(({ code, referOnly }) => [code, referOnly?.instrument.en])).toEqual([
      ['EMP-DED', 'Law on Social Security Schemes 2019, Art. 99'],
    ]);
  });

  test('name programmes and time bars that exist', () => {
    const codes = new Set(programmes.map(({ code }) => code));
    for (const category of categories) {
      expect((category.programmes ?? []).filter((code) => !codes.has(code))).toEqual([]);
      if (category.timeBar) expect(timeBars.map(({ code }) => code)).toContain(category.timeBar);
    }
    expect(timeBars.map(({ years, force }) => [years, force])).toEqual([
      [1, 'law'],
      [5, 'law'],
    ]);
  });
});

describe('deadline rules', () => {
  const h24 = '24 clock_hours';
  const wd = (n: number) => `${n} working_days`;
  /** The table of deadlines, cell by cell: S1, S2, S3, S4. */
  const table: [clock: string, where: string, force: string, cells: (string | null)[]][] = [
    ['acknowledge', 'social_assistance', 'default', [h24, wd(2), wd(3), wd(5)]],
    ['acknowledge', 'social_security', 'default', [h24, wd(2), wd(3), wd(5)]],
    ['decide', 'SA1', 'default', [null, wd(5), wd(10), wd(5)]],
    ['decide', 'SA2', 'default', [null, wd(7), wd(10), wd(5)]],
    ['decide', 'SA3', 'default', [null, wd(10), wd(15), wd(10)]],
    ['decide', 'SA4', 'default', [wd(30), wd(10), wd(15), wd(10)]],
    ['safe_contact', 'SA4', 'default', [h24, null, null, null]],
    ['decide', 'SA5', 'default', [null, wd(15), wd(20), null]],
    ['decide', 'SS1A', 'default', [wd(30), wd(7), wd(10), wd(5)]],
    ['safe_contact', 'SS1A', 'default', [h24, null, null, null]],
    ['settle', 'SS1B', 'default', [wd(30), wd(20), wd(30), null]],
    ['safe_contact', 'SS1B', 'default', [h24, null, null, null]],
    ['file_with_regulator', 'social_security', 'law', [wd(30), wd(30), wd(30), wd(30)]],
    ['conciliate', 'SS2', 'law', [wd(30), wd(30), wd(30), wd(30)]],
    ['completeness', 'SS2', 'default', [wd(5), wd(5), wd(5), wd(5)]],
    ['appoint', 'SS2', 'default', [wd(5), wd(5), wd(5), wd(5)]],
    ['declare_conflict', 'SS2', 'default', [wd(2), wd(2), wd(2), wd(2)]],
    ['challenge', 'SS2', 'default', [wd(3), wd(3), wd(3), wd(3)]],
    ['invitation', 'SS2', 'default', [wd(5), wd(5), wd(5), wd(5)]],
    ['minutes', 'SS2', 'default', [wd(3), wd(3), wd(3), wd(3)]],
    ['outcome_notice', 'SS2', 'default', [wd(3), wd(3), wd(3), wd(3)]],
    ['appeal_window', 'social_assistance', 'default', [wd(30), wd(30), wd(30), wd(30)]],
    ['pause', 'social_assistance', 'default', [wd(10), wd(10), wd(10), wd(10)]],
    ['pause', 'social_security', 'default', [wd(10), wd(10), wd(10), wd(10)]],
    ['reopen', 'social_assistance', 'default', [wd(30), wd(30), wd(30), wd(30)]],
    ['reopen', 'social_security', 'default', [wd(30), wd(30), wd(30), wd(30)]],
  ];

  test.each(table)('%s at %s is %s with the right periods', (clock, where, force, cells) => {
    const found = severities.map((severity) =>
      slaRules.filter(
        (rule) => rule.clock === clock && (rule.tier ?? rule.track) === where && rule.severity === severity,
      ),
    );
    expect(found.map((rules) => (rules[0] ? `${rules[0].period.amount} ${rules[0].period.unit}` : null))).toEqual(
      cells,
    );
    expect(new Set(found.flat().map((rule) => rule.force))).toEqual(new Set([force]));
    expect(found.every((rules) => rules.length <= 1)).toBe(true);
  });

  test('hold nothing besides the table', () => {
    const counted = table.reduce((sum, [, , , cells]) => sum + cells.filter((cell) => cell !== null).length, 0);
    expect(slaRules.length).toBe(counted);
  });

  test('that are statutory never pause and begin with their decision', () => {
    const law = slaRules.filter(({ force }) => force === 'law');
    expect(law.every(({ pausable, validFrom }) => !pausable && validFrom === '2024-11-22')).toBe(true);
  });

  test('move social assistance cases up after five more working days, and never one to the regulator', () => {
    for (const rule of slaRules.filter(({ onBreach }) => onBreach === 'escalate')) {
      expect(rule.escalateAfterWorkingDays).toBe(5);
      expect(['SA1', 'SA2', 'SA3', 'SA4', 'SS1A']).toContain(rule.tier);
    }
    expect(
      slaRules
        .filter(({ tier, severity }) => tier === 'SS1B' && severity !== 'S1')
        .every(({ onBreach }) => onBreach === 'notice'),
    ).toBe(true);
    expect(slaRules.filter(({ severity }) => severity === 'S1').some(({ onBreach }) => onBreach === 'escalate')).toBe(
      false,
    );
  });

  test('warn at half and at four fifths of what is to be done in time', () => {
    for (const { clock, warnAt } of slaRules) {
      expect(warnAt).toEqual(['pause', 'reopen', 'invitation'].includes(clock) ? [] : [0.5, 0.8]);
    }
  });

  test('have the ids that partners see', () => {
    const ids = slaRules.map(({ id }) => id);
    for (const id of [
      'SA.ACK.S3',
      'SA1.DECIDE.S3',
      'SS1B.SETTLE.S2',
      'SS.FILE.S3',
      'SS2.CONCILIATE.S4',
      'SA.APPEAL.S3',
    ])
      expect(ids).toContain(id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('say of each empty cell of the decision table that it is empty on purpose', () => {
    const empty = table
      .filter(([clock]) => clock === 'decide' || clock === 'settle')
      .flatMap(([clock, tier, , cells]) =>
        cells.flatMap((cell, index) => (cell === null ? `${tier}.${clock}.${severities[index]}` : [])),
      );
    expect(slaAbsences.filter(({ clock }) => clock !== 'appeal_window').map(({ code }) => code)).toEqual(empty);
  });
});

test('the open questions are all named, and none is called law', () => {
  expect(openQuestions.map(({ code }) => code)).toEqual([
    'NSSF-COMMITTEE',
    'DECISION-017',
    'GRIEVANCE-TIMINGS',
    'HOTLINES',
    'HOLIDAYS-2027',
    'DATA-PROTECTION',
    'TRACKS',
  ]);
  expect(openQuestions.every(({ force }) => force === 'open')).toBe(true);
});
