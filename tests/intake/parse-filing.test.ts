import fc from 'fast-check';

import { InvalidInput } from '../../src/kernel/errors.ts';
import { parseFiling } from '../../src/intake/index.ts';
import { shippedBook } from '../support/reference-book.ts';

const book = shippedBook();
const on = '2026-11-21';

const least = {
  programme: 'FP-PWC',
  category: 'PAY-NOT',
  place: '120101',
  narrative: 'មិនបានប្រាក់',
  identity: 'named',
  complainant: { name: 'សុខ' },
};

function filed(more: Readonly<Record<string, unknown>> = {}) {
  return parseFiling({ ...least, ...more }, { channel: 'web', book, on });
}

/** Faults as `field code`, sorted. */
function faults(body: unknown, channel: 'web' | 'stated' = 'web'): string[] {
  try {
    parseFiling(body, { channel, book, on });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.fields.map(({ field, code }) => `${field} ${code}`).sort();
  }
}

describe('what is understood', () => {
  test('the least a complaint needs', () => {
    expect(filed()).toMatchObject({
      language: 'km',
      channel: 'web',
      remedySought: null,
      occurredOn: null,
      lifeThreatening: false,
      about: [],
      protected: false,
    });
    expect(filed().complainant).toMatchObject({
      name: 'សុខ',
      sex: 'undisclosed',
      disability: 'undisclosed',
      contact: { channel: 'none', safe: true },
    });
  });

  test('Khmer digits in codes, dates, years, phones and numbers', () => {
    const filing = filed({
      place: '១២០១០១',
      occurredOn: '២០២៦-១១-០២',
      complainant: { name: 'សុខ', birthYear: '១៩៩០', phone: '០៩២ ៣៤៥ ៦៧៨', ids: { socialProtectionId: '១២៣៤ ៥៦៧៨ ៩០' } },
    });
    expect(filing).toMatchObject({ place: '120101', occurredOn: '2026-11-02' });
    expect(filing.complainant).toMatchObject({
      birthYear: 1990,
      phone: '+85592345678',
      ids: { socialProtectionId: '1234567890' },
      contact: { channel: 'sms' },
    });
  });

  test('blank and null are absent', () => {
    const filing = filed({
      remedySought: ' ',
      occurredOn: null,
      representative: null,
      about: null,
      complainant: {
        name: 'សុខ',
        email: '',
        phone: null,
        address: '\u200b',
        ids: { nssfMemberId: '', equityCard: '', nationalId: null },
        contact: null,
      },
    });
    expect(filing.remedySought).toBeNull();
    expect(filing.complainant).toMatchObject({ email: null, phone: null, address: null });
  });

  test('texts are kept in NFC, without controls, with their lines and Khmer word breaks', () => {
    const filing = filed({
      narrative: '  cafe\u0301\r\nsecond\u0007 line\u200bសុខ\u202e ',
      complainant: { name: 'A\nB\tC' },
    });
    expect(filing.narrative).toBe('café\nsecond line\u200bសុខ');
    expect(filing.complainant?.name).toBe('A B C');
  });

  test('10,000 characters are counted as people count them', () => {
    expect(filed({ narrative: '😀'.repeat(10_000) }).narrative).toHaveLength(20_000);
    expect(faults({ ...least, narrative: 'ក'.repeat(10_001) })).toEqual(['narrative too_long']);
    expect(faults({ ...least, narrative: ' \u200b\n' })).toEqual(['narrative required']);
  });

  test('anonymous: statistics stay, nothing that identifies is taken silently', () => {
    const { complainant } = parseFiling(
      { ...least, identity: 'anonymous', complainant: { sex: 'female', birthYear: 1980 } },
      { channel: 'web', book, on },
    );
    expect(complainant).toMatchObject({ name: null, sex: 'female', birthYear: 1980, contact: { channel: 'none' } });
    expect(
      faults({
        ...least,
        identity: 'anonymous',
        complainant: {
          name: 'x',
          phone: '012345678',
          ids: { equityCard: 'AB-1234' },
          contact: { channel: 'sms', note: 'ask next door' },
        },
      }),
    ).toEqual([
      'complainant.contact.note anonymous_identifies',
      'complainant.ids.equityCard anonymous_identifies',
      'complainant.name anonymous_identifies',
      'complainant.phone anonymous_identifies',
    ]);
    expect(faults({ ...least, identity: 'anonymous', complainant: null })).toEqual([]);
  });

  test('a matter that is protected is not safe to write about unless said', () => {
    expect(filed({ category: 'PRT-GBV' }).complainant?.contact.safe).toBe(false);
    expect(filed({ protected: true }).complainant?.contact.safe).toBe(false);
    expect(
      filed({ category: 'PRT-GBV', complainant: { name: 'សុខ', contact: { safe: true } } }).complainant?.contact.safe,
    ).toBe(true);
  });

  test('staff say how it came; complainants cannot', () => {
    expect(parseFiling({ ...least, channel: 'hotline' }, { channel: 'stated', book, on }).channel).toBe('hotline');
    expect(faults({ ...least, channel: 'web' }, 'stated')).toEqual(['channel not_one_of']);
    expect(faults(least, 'stated')).toEqual(['channel required']);
    expect(faults({ ...least, channel: 'hotline' })).toEqual(['channel unknown_field']);
  });
});

describe('what is refused, all of it at once', () => {
  test('nothing at all', () => {
    const needed = [
      'category required',
      'identity required',
      'narrative required',
      'place required',
      'programme required',
    ];
    expect(faults({})).toEqual(needed);
    for (const body of [null, 3, 'x', []]) expect(faults(body)).toEqual([' must_be_object']);
  });

  test('faults of form, of what belongs together and of codes come in one answer', () => {
    expect(
      faults({
        programme: 'NOPE',
        category: 'XXX',
        place: '999999',
        narrative: 'a\u0000b',
        remedySought: '\ud800',
        occurredOn: '2026-11-22',
        lifeThreatening: 'yes',
        identity: 'named',
        complainant: {
          birthYear: 1850,
          phone: '12',
          email: 'not an address',
          ids: { socialProtectionId: '123', nssfMemberId: '!', equityCard: '1', nationalId: 'abc' },
          contact: { channel: 'email' },
          nickname: 'x',
        },
        representative: { phone: '0' },
        about: [{ kind: 'office', office: 'NOWHERE' }, { kind: 'staff' }, { kind: 'ghost', name: 'x' }],
        colour: 'red',
      }),
    ).toEqual([
      'about.0.office unknown_office',
      'about.1 about_needs_office_or_name',
      'about.2.kind not_one_of',
      'category unknown_category',
      'colour unknown_field',
      'complainant.birthYear birth_year_invalid',
      'complainant.email email_invalid',
      'complainant.ids.equityCard equity_card_invalid',
      'complainant.ids.nationalId national_id_invalid',
      'complainant.ids.nssfMemberId nssf_member_id_invalid',
      'complainant.ids.socialProtectionId social_protection_id_invalid',
      'complainant.name name_needed',
      'complainant.nickname unknown_field',
      'complainant.phone phone_invalid',
      'lifeThreatening must_be_boolean',
      'narrative contains_nul',
      'occurredOn date_in_future',
      'place unknown_place',
      'programme unknown_programme',
      'remedySought contains_broken_character',
      'representative.name required',
      'representative.phone phone_invalid',
    ]);
  });

  test('a category that is not offered for the programme', () => {
    expect(faults({ ...least, programme: 'FP-PWC', category: 'PEN-CMP' })).toEqual([
      'category category_not_for_programme',
    ]);
  });

  test('a way of contact that lacks its number or address', () => {
    const contact = (channel: string) => ({ ...least, complainant: { name: 'សុខ', contact: { channel } } });
    expect(faults(contact('sms'))).toEqual(['complainant.contact.channel contact_needs_phone']);
    expect(faults(contact('voice'))).toEqual(['complainant.contact.channel contact_needs_phone']);
    expect(faults(contact('email'))).toEqual(['complainant.contact.channel contact_needs_email']);
    expect(faults({ ...contact('sms'), representative: { name: 'ប', phone: '012345678' } })).toEqual([]);
  });

  test.each(['2026-02-29', '2026-13-01', '21/11/2026', '2026-1-1'])('%s is no day', (occurredOn) => {
    expect(faults({ ...least, occurredOn })).toEqual(['occurredOn date_invalid']);
  });

  test('codes of an ended programme are unknown on that day', () => {
    expect(() => parseFiling(least, { channel: 'web', book, on: '1990-01-01' })).toThrow(InvalidInput);
  });

  test('keys of objects everywhere are no way in', () => {
    const body = JSON.parse('{"__proto__": {"identity": "named"}, "constructor": 1}') as unknown;
    expect(faults(body)).toEqual(
      expect.arrayContaining(['identity required', '__proto__ unknown_field', 'constructor unknown_field']),
    );
  });
});

test('whatever is sent, it is understood or refused by name', () => {
  const keys = [
    'programme',
    'category',
    'place',
    'narrative',
    'identity',
    'complainant',
    'representative',
    'about',
    'occurredOn',
    'language',
    'protected',
  ];
  const anything = fc.anything({
    withNullPrototype: false,
    withBigInt: false,
    withDate: false,
    withSparseArray: false,
  });
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), anything), (body) => {
      for (const fault of faults({ ...least, ...body })) expect(fault).toMatch(/ [a-z_]+$/);
    }),
    { numRuns: 500 },
  );
});
