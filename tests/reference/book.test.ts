import { systemActor } from '../../src/kernel/actor.ts';
import { currentBook, foldName, phnomPenhDay, type ReferenceBook } from '../../src/reference/index.ts';
import { aWorld, type World } from '../support/world.ts';

const on = '2026-11-23';
let world: World;
let book: ReferenceBook;

beforeAll(async () => {
  world = await aWorld();
  book = await world.perform(systemActor('test'), currentBook, undefined);
});
afterAll(() => world.close());

describe('places', () => {
  test('are 25 provinces and the whole pilot', () => {
    expect(book.places()).toHaveLength(25);
    expect(['12', '23', '11'].map((province) => book.places(province).length)).toEqual([14, 2, 5]);
    expect(
      ['12', '23', '11'].map((province) => book.places(province).flatMap(({ code }) => book.places(code)).length),
    ).toEqual([105, 5, 21]);
    expect(book.place('120101')).toMatchObject({
      level: 'commune',
      parent: '1201',
      unit: { km: 'សង្កាត់', en: 'Sangkat' },
    });
    expect(book.placePath('120101').map(({ code }) => code)).toEqual(['12', '1201', '120101']);
  });

  test('answer for a village as its commune, and for nothing that is not one', () => {
    expect(book.place('12010103')?.code).toBe('120101');
    expect(book.place('99010103')).toBeNull();
    expect(book.place('1201010')).toBeNull();
  });

  test.each([
    ['ភ្នំពេញ', '12'],
    ['phnom penh', '12'],
    ['PHNOMPENH', '12'],
    ['doun penh', '1202'],
    ['ខ័ណ្ឌ', undefined],
    ['chang aeur', '2301'],
    ['២៣០១', '2301'],
    ['សុខសាន្ត', '110204'],
    ['mondul', '11'],
  ])('are found by %s', (query, code) => {
    expect(book.searchPlaces(query)[0]?.code).toBe(code);
  });

  test('are found whichever way subscripts and marks are typed', () => {
    expect(foldName('សាន្ដ')).toBe(foldName('សាន្ត'));
    expect(foldName('ស្រ្តី')).toBe(foldName('ស្ត្រី'));
    expect(foldName('ប\u17D2រា\u200Bក់ ១២')).toBe(foldName('ប្រាក់12'));
  });
});

describe('ladders', () => {
  test('lead every commune of the pilot from commune to regulator, each rung above the last', () => {
    const communes = ['12', '23', '11']
      .flatMap((province) => book.places(province))
      .flatMap(({ code }) => book.places(code));
    expect(communes).toHaveLength(131);
    for (const programme of book.programmes(on)) {
      const ladder = book.ladder(programme.track, programme.operator, on);
      for (const { code } of communes) {
        const query = { place: code, operator: programme.operator, programme: programme.code };
        const offices = ladder.map((rung) => book.officeFor(rung.code, query, on));
        expect(offices.map((office) => office?.tier)).toEqual(ladder.map((rung) => rung.code));
        expect(new Set(offices.map((office) => office?.code)).size).toBe(ladder.length);
      }
    }
  });

  test('name the offices of a place', () => {
    const query = { place: '120101', operator: 'NSAF', programme: 'FP-PWC' };
    const path = book.ladder('social_assistance', 'NSAF', on).map((rung) => book.officeFor(rung.code, query, on)?.code);
    expect(path).toEqual(['120101', '1201', '12', 'NSAF', 'GS-NSPC']);
    const security = { place: '230201', operator: 'NSSF', programme: 'SS-HC-PRI' };
    expect(
      book.ladder('social_security', 'NSSF', on).map((rung) => book.officeFor(rung.code, security, on)?.code),
    ).toEqual(['NSSF-23', 'NSSF-DSC', 'SSR']);
  });

  test('skip rungs that an operator does not use', () => {
    const codes = (operator: string, track: 'social_assistance' | 'social_security') =>
      book.ladder(track, operator, on).map(({ code }) => code);
    expect(codes('MLVT', 'social_assistance')).toEqual(['SA3', 'SA4', 'SA5']);
    expect(codes('NSAF', 'social_security')).toEqual(['SS1A', 'SS2']);
    expect(book.nextRung('social_assistance', 'NSAF', 'SA2', on)?.code).toBe('SA3');
    expect(book.nextRung('social_assistance', 'NSAF', 'SA5', on)).toBeNull();
    expect(book.nextRung('social_security', 'NSSF', 'SS1B', on)).toMatchObject({ code: 'SS2', entry: 'party' });
    expect(book.sideRungs('social_security', on).map(({ code }) => code)).toEqual(['ADR', 'CRT']);
  });

  test('begin at the lowest office there is where a place is known only roughly', () => {
    const at = (place: string) => book.officeFor('SA1', { place, operator: 'NSAF', programme: 'FP-PWC' }, on)?.code;
    expect([at('12010102'), at('1201'), at('12'), at('020304')]).toEqual(['120101', '1201', '12', '02']);
    expect(book.officeFor('SS1A', { place: '170101', operator: 'NSSF', programme: 'SS-MAT' }, on)?.code).toBe(
      'NSSF-HQ',
    );
    expect(book.officeFor('SS1A', { place: '120101', operator: 'NSAF', programme: 'SS-PEN-PUB' }, on)?.code).toBe(
      'NSAF-PEN',
    );
  });

  test('begin with the dates of their instruments', () => {
    expect(book.rung('SS2', '2024-11-21')).toBeNull();
    expect(book.rung('SS2', '2024-11-22')).toMatchObject({ force: 'law' });
  });

  test('say who is warned', () => {
    expect(book.supervisorOffice('120101')?.code).toBe('1201');
    expect(book.supervisorOffice('1201')?.code).toBe('12');
    expect(book.supervisorOffice('12', 'NSAF')?.code).toBe('NSAF');
    expect(book.supervisorOffice('12')).toBeNull();
    expect(book.supervisorOffice('NSAF')?.code).toBe('NSAF');
    expect(book.supervisorOffice('NSSF-12')?.code).toBe('NSSF-HQ');
    expect([book.supervisorOffice('GS-NSPC'), book.supervisorOffice('SSR'), book.supervisorOffice('HOTLINE')]).toEqual([
      null,
      null,
      null,
    ]);
    // Nobody decides over the committee, but somebody watches that it keeps its deadlines.
    expect(book.supervisorOffice('NSSF-DSC')?.code).toBe('NSSF-HQ');
  });

  test('keep protected cases at desks of named users', () => {
    expect(book.protectionDesk('NSAF')?.code).toBe('NSAF-PROT');
    expect(book.protectionDesk('NSAF', 'social_security')?.code).toBe('NSAF-PEN-PROT');
    expect(book.protectionDesk('NSSF')).toMatchObject({ code: 'NSSF-PROT', tier: 'SS1A' });
    expect(['SA1', 'SA2', 'SA3', 'ADR'].map((tier) => book.rung(tier, on)?.takesProtected)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('starting tiers', () => {
  test('exist for every programme and category, on the ladder of the operator', () => {
    for (const programme of book.programmes(on)) {
      const ladder = book.ladder(programme.track, programme.operator, on).map(({ code }) => code);
      for (const category of book.categories(on)) {
        const tier = book.startingTier(programme.code, category.code, on);
        expect(ladder).toContain(tier);
        if (category.isProtected) expect(tier).toBe(programme.track === 'social_assistance' ? 'SA4' : 'SS1A');
        // Whatever starts somewhere has a deadline there.
        expect(book.slaRule('decide', tier ?? '', category.severity, on)).not.toBeNull();
        expect(
          book.slaRule(
            'decide',
            tier ?? '',
            category.isProtected ? category.severity : category.severityIfLifeThreatening,
            on,
          ),
        ).not.toBeNull();
      }
    }
  });

  test.each([
    ['FP-PWC', 'CRD-NIS', 'SA1'],
    ['IDPOOR', 'TGT-EXC', 'SA1'],
    ['FP-PWC', 'PAY-NOT', 'SA3'],
    ['FP-ELD', 'SVC-DLY', 'SA2'],
    ['HEF', 'HLT-REF', 'SA4'],
    ['HEF', 'SVC-QLT', 'SA4'],
    ['TVET', 'DAT-COR', 'SA3'],
    ['SS-HC-PRI', 'EMP-REG', 'SS1A'],
    ['SS-PEN-PUB', 'PEN-CMP', 'SS1A'],
    ['FP-PWC', 'FRD-COR', 'SA4'],
  ])('%s, %s starts at %s', (programme, category, tier) => {
    expect(book.startingTier(programme, category, on)).toBe(tier);
  });

  test('rise to the protection desk when the complainant asks, and are unknown for unknown codes', () => {
    expect(book.startingTier('FP-PWC', 'DAT-COR', on, true)).toBe('SA4');
    expect(book.startingTier('NOPE', 'DAT-COR', on)).toBeNull();
    expect(book.startingTier('FP-PWC', 'NOPE', on)).toBeNull();
  });
});

describe('deadline rules', () => {
  test('are found by tier, then by track', () => {
    expect(book.slaRule('decide', 'SA1', 'S3', on)).toMatchObject({
      id: 'SA1.DECIDE.S3',
      version: 1,
      force: 'default',
    });
    expect(book.slaRule('acknowledge', 'SA2', 'S3', on)?.id).toBe('SA.ACK.S3');
    expect(book.slaRule('acknowledge', 'SS1A', 'S1', on)?.id).toBe('SS.ACK.S1');
    expect(book.slaRule('file_with_regulator', 'SS1B', 'S3', on)).toMatchObject({ id: 'SS.FILE.S3', force: 'law' });
    expect(book.slaRule('file_with_regulator', 'SS1B', 'S3', '2024-11-21')).toBeNull();
    expect(book.slaRule('acknowledge', 'ADR', 'S3', on)).toBeNull();
  });

  test('that are not there say why', () => {
    expect(book.slaRule('decide', 'SA1', 'S1', on)).toBeNull();
    expect(book.slaAbsence('decide', 'SA3', 'S1', on)).toMatchObject({ reason: 'protection_desk' });
    expect(book.slaRule('appeal_window', 'SS1A', 'S3', on)).toBeNull();
    expect(book.slaAbsence('appeal_window', 'SS1A', 'S3', on)).toMatchObject({ reason: 'unknown', force: 'open' });
  });

  test('know the claim time bars of social security only', () => {
    expect(book.timeBar('SS-PEN-PRI', 'PEN-CMP', on)).toMatchObject({ years: 5, force: 'law' });
    expect(book.timeBar('SS-MAT', 'HCB-ALW', on)).toMatchObject({ years: 1 });
    expect(book.timeBar('FP-PWC', 'PAY-NOT', on)).toBeNull();
  });
});

test('categories and outcomes are offered where they fit', () => {
  const offered = (programme: string) => book.categories(on, programme).map(({ code }) => code);
  expect(offered('FP-PWC')).not.toContain('EMP-REG');
  expect(offered('FP-PWC')).not.toContain('HLT-REF');
  expect(offered('HEF')).toContain('HLT-REF');
  expect(offered('SS-PEN-PRI')).toContain('PEN-SRV');
  expect(offered('SS-OR-PRI')).not.toContain('PEN-SRV');
  expect(book.outcomes('SS1B', on).map(({ code }) => code)).toContain('not_settled');
  expect(book.outcome('SS1B', 'not_settled', on)).toMatchObject({ opensRegulatorWindow: true });
  expect(book.outcome('SA2', 'not_settled', on)).toBeNull();
  expect(book.outcomes('SS2', on).map(({ code }) => code)).toEqual([
    'conciliated',
    'partly_conciliated',
    'failed',
    'withdrawn',
    'incomplete',
  ]);
  expect(book.outcomes('CRT', on)).toEqual([]);
  expect(book.remedy('pay_arrears', on)).toMatchObject({ needsAmount: true });
});

test('the calendar holds 2026 and the fixed days of 2027, marked provisional', () => {
  const { version, holidays, provisionalYears, coveredYears } = book.calendar();
  expect({ version, provisionalYears, coveredYears }).toEqual({
    version: 1,
    provisionalYears: [2027],
    coveredYears: [2026, 2027],
  });
  expect(holidays.filter(({ on: day }) => day.startsWith('2026'))).toHaveLength(21);
  expect(holidays.filter(({ isProvisional }) => isProvisional).every(({ on: day }) => day.startsWith('2027'))).toBe(
    true,
  );
});

test('the day in Phnom Penh begins at 17:00 UTC', () => {
  expect(phnomPenhDay(new Date('2026-11-21T16:59:59Z'))).toBe('2026-11-21');
  expect(phnomPenhDay(new Date('2026-11-21T17:00:00Z'))).toBe('2026-11-22');
});
