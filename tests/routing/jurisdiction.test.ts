import { InvalidInput } from '../../src/kernel/errors.ts';
import { appealBody, nextHolder, routeNewCase, transferFault, type HeldCaseQuestion } from '../../src/routing/index.ts';
import { smallBook } from './small-book.ts';

const book = smallBook();
const on = '2026-11-20';

function filed(more: Partial<Parameters<typeof routeNewCase>[1]> = {}) {
  return routeNewCase(book, {
    programme: 'FP-PWC',
    category: 'CRD-NIS',
    place: '120101',
    protected: false,
    avoidOffices: [],
    on,
    ...more,
  });
}

function held(tier: string, more: Partial<HeldCaseQuestion> = {}): HeldCaseQuestion {
  return {
    track: 'social_assistance',
    programme: 'FP-PWC',
    operatorOffice: 'NSAF',
    tier,
    place: '120101',
    avoidOffices: [],
    on,
    ...more,
  };
}

describe('a new case goes to the lowest office with power to fix it', () => {
  test.each([
    ['FP-PWC', 'CRD-NIS', '120101', 'SA1', '120101'],
    ['IDPOOR', 'TGT-EXC', '120101', 'SA1', '120101'],
    ['FP-PWC', 'SVC-QLT', '120101', 'SA2', '1201'],
    ['FP-PWC', 'PAY-NOT', '120101', 'SA3', '12'],
    ['HEF', 'HLT-FEE', '120101', 'SA4', 'HEF-OP'],
    ['SS-HC-PRI', 'EMP-REG', '120101', 'SS1A', 'NSSF-12'],
    ['SS-HC-PRI', 'EMP-REG', '090101', 'SS1A', 'NSSF-HQ'],
    ['SS-PEN-PUB', 'PEN-CMP', '120101', 'SS1A', 'NSAF-PEN'],
    ['TVET', 'INF', '120101', 'SA3', '12'],
  ])('%s %s at %s: %s, %s', (programme, category, place, tier, office) => {
    expect(filed({ programme, category, place })).toMatchObject({ tier, office, skipped: [] });
  });

  test('a place whose commune has no office is served by the one above', () => {
    expect(filed({ place: '090101' })).toMatchObject({ tier: 'SA3', office: '09' });
  });

  test('the track and the office that answers for the programme come with it', () => {
    expect(filed()).toMatchObject({ track: 'social_assistance', operatorOffice: 'NSAF' });
    expect(filed({ programme: 'SS-MAT', category: 'SVC-DLY' })).toMatchObject({
      track: 'social_security',
      operatorOffice: 'NSSF-HQ',
    });
  });

  test('unknown codes are all named at once', () => {
    const wrong = () => filed({ programme: 'NOPE', category: 'NOPE', place: '99' });
    expect(wrong).toThrow(InvalidInput);
    try {
      wrong();
    } catch (error) {
      expect((error as InvalidInput).fields.map((fault) => fault.field)).toEqual(['programme', 'category', 'place']);
    }
  });
});

describe('whoever is complained about never handles it', () => {
  test('a complaint about the commune starts at the district', () => {
    expect(filed({ avoidOffices: ['120101'] })).toMatchObject({
      tier: 'SA2',
      office: '1201',
      skipped: [{ tier: 'SA1', office: '120101' }],
    });
  });

  test('about commune, district and province: at the operator', () => {
    expect(filed({ avoidOffices: ['120101', '1201', '12'] })).toMatchObject({ tier: 'SA4', office: 'NSAF' });
  });

  test('a later move avoids them too', () => {
    expect(nextHolder(book, held('SA1', { avoidOffices: ['1201'] }))).toEqual({
      tier: 'SA3',
      office: '12',
      skipped: [{ tier: 'SA2', office: '1201' }],
    });
  });

  test('about a branch: its headquarters on the same rung; about both: the committee', () => {
    const of = { programme: 'SS-HC-PRI', category: 'EMP-REG' };
    expect(filed({ ...of, avoidOffices: ['NSSF-12'] })).toMatchObject({ tier: 'SS1A', office: 'NSSF-HQ' });
    expect(filed({ ...of, avoidOffices: ['NSSF-12', 'NSSF-HQ'] })).toMatchObject({ tier: 'SS1B', office: 'NSSF-DSC' });
  });

  test('about everybody: it still finds somebody', () => {
    const all = ['120101', '1201', '12', 'NSAF', 'GS-NSPC'];
    expect(filed({ avoidOffices: all })).toMatchObject({ office: 'NSAF-PROT' });
    expect(filed({ avoidOffices: [...all, 'NSAF-PROT'] })).toMatchObject({ tier: 'SA5', office: 'GS-NSPC' });
  });
});

describe('protected cases never enter commune or district', () => {
  test.each([
    ['FP-PWC', 'PRT-SEA', 'SA4', 'NSAF-PROT'],
    ['IDPOOR', 'FRD-COR', 'SA4', 'MOP-PROT'],
    ['SS-MAT', 'PRT-GBV', 'SS1A', 'NSSF-PROT'],
  ])('%s %s: %s, %s', (programme, category, tier, office) => {
    expect(filed({ programme, category })).toMatchObject({ tier, office });
  });

  test('any that the complainant marks', () => {
    expect(filed({ protected: true })).toMatchObject({ tier: 'SA4', office: 'NSAF-PROT' });
  });

  test('about the desk itself: on the next rung that takes protected cases', () => {
    expect(filed({ protected: true, avoidOffices: ['NSAF-PROT', 'NSAF'] })).toMatchObject({
      tier: 'SA5',
      office: 'GS-NSPC',
    });
  });
});

describe('the next holder', () => {
  test.each([
    ['SA1', 'SA2', '1201'],
    ['SA2', 'SA3', '12'],
    ['SA3', 'SA4', 'NSAF'],
    ['SA4', 'SA5', 'GS-NSPC'],
  ])('of %s is %s, %s', (tier, next, office) => {
    expect(nextHolder(book, held(tier))).toMatchObject({ tier: next, office });
  });

  test('at the top there is none, and time never moves a case to the regulator', () => {
    const security = { track: 'social_security', programme: 'SS-HC-PRI', operatorOffice: 'NSSF-HQ' } as const;
    expect(nextHolder(book, held('SA5'))).toBeNull();
    expect(nextHolder(book, held('SS1A', security))).toMatchObject({ tier: 'SS1B', office: 'NSSF-DSC' });
    expect(nextHolder(book, held('SS1B', security))).toBeNull();
    expect(nextHolder(book, held('SS2', security))).toBeNull();
  });

  test('an operator without a committee leaves the way to the regulator to the party', () => {
    const pensions = { track: 'social_security', programme: 'SS-PEN-VET', operatorOffice: 'NSAF-PEN' } as const;
    expect(nextHolder(book, held('SS1A', pensions))).toBeNull();
    expect(appealBody(book, held('SS1A', pensions))).toMatchObject({ tier: 'SS2', office: 'SSR' });
  });

  test('a rung whose office has closed is passed by', () => {
    const closed = smallBook((office) => (office.code === '1201' ? { ...office, validTo: '2026-06-30' } : office));
    expect(nextHolder(closed, held('SA1'))).toEqual({ tier: 'SA3', office: '12', skipped: [] });
  });
});

describe('the body of appeal', () => {
  test('is the next rung', () => {
    expect(appealBody(book, held('SA1'))).toMatchObject({ tier: 'SA2', office: '1201' });
    expect(appealBody(book, held('SA5'))).toBeNull();
  });

  test('is the regulator where the party has that right', () => {
    const security = { track: 'social_security', programme: 'SS-HC-PRI', operatorOffice: 'NSSF-HQ' } as const;
    expect(appealBody(book, held('SS1A', security))).toMatchObject({ tier: 'SS1B' });
    expect(appealBody(book, { ...held('SS1A', security), regulatorRight: true })).toMatchObject({
      tier: 'SS2',
      office: 'SSR',
    });
    expect(appealBody(book, held('SS1B', security))).toMatchObject({ tier: 'SS2', office: 'SSR' });
    expect(appealBody(book, held('SS2', security))).toBeNull();
  });
});

describe('a transfer', () => {
  const of = { tier: 'SA1', heldOffice: '120101', avoidOffices: [] as string[], protected: false, on };

  test('goes to another office of the same tier', () => {
    expect(transferFault(book, of, '120102')).toBeNull();
    expect(transferFault(book, of, '120101')).toBe('transfer_same_office');
    expect(transferFault(book, of, '1201')).toBe('transfer_other_tier');
    expect(transferFault(book, of, 'NOWHERE')).toBe('unknown_office');
  });

  test('never to an office complained about, nor out of a protection desk', () => {
    expect(transferFault(book, { ...of, avoidOffices: ['120102'] }, '120102')).toBe('transfer_to_accused_office');
    const desk = { ...of, tier: 'SA4', heldOffice: 'NSAF-PROT', protected: true };
    expect(transferFault(book, desk, 'NSAF')).toBe('transfer_not_protected');
    expect(transferFault(book, desk, 'MOP-PROT')).toBeNull();
  });
});
