import type { Bilingual } from '../../kernel/language.ts';
import type { Office, OfficeType } from '../domain/types.ts';
import { byDefault, byPolicy, ruled, ourChoice } from './instruments.ts';

const gs = 'GS-NSPC';

function operatorOffice(code: string, operator: string, name: Bilingual): Office {
  return {
    code,
    tier: 'SA4',
    type: 'operator',
    name,
    place: null,
    operator,
    supervisor: null,
    phone: null,
    ...byPolicy,
  };
}

/** A desk of named users; sits on the rung where the operator first takes protected cases. */
function desk(code: string, operator: string, tier: 'SA4' | 'SS1A', of: Bilingual): Office {
  const name = { km: `តុការពារ ${of.km}`, en: `Protection desk, ${of.en}` };
  return {
    code,
    tier,
    type: 'protection_desk',
    name,
    place: null,
    operator,
    supervisor: code,
    phone: null,
    ...byDefault,
  };
}

function nssfBranch(place: string, km: string, en: string): Office {
  return {
    code: `NSSF-${place}`,
    tier: 'SS1A',
    type: 'operator_branch',
    name: { km: `សាខា ប.ស.ស. ${km}`, en: `NSSF branch, ${en}` },
    place,
    operator: 'NSSF',
    supervisor: 'NSSF-HQ',
    phone: '1286',
    ...byDefault,
  };
}

function national(
  code: string,
  tier: string | null,
  type: OfficeType,
  operator: string | null,
  name: Bilingual,
): Office {
  return { code, tier, type, name, place: null, operator, supervisor: null, phone: null, ...byPolicy };
}

/** Offices that serve the whole country, and the branches of the pilot. Those of places are made from the places. */
export const nationalOffices: readonly Office[] = [
  operatorOffice('NSAF', 'NSAF', { km: 'មូលនិធិជាតិជំនួយសង្គម', en: 'National Social Assistance Fund' }),
  operatorOffice('MOP', 'MOP', { km: 'ក្រសួងផែនការ (អត្តសញ្ញាណកម្មគ្រួសារក្រីក្រ)', en: 'Ministry of Planning (IDPoor)' }),
  operatorOffice('HEF-OP', 'HEF-OP', { km: 'ប្រតិបត្តិករមូលនិធិសមធម៌សុខាភិបាល', en: 'Health Equity Fund operator' }),
  operatorOffice('MOEYS', 'MOEYS', { km: 'ក្រសួងអប់រំ យុវជន និងកីឡា', en: 'Ministry of Education, Youth and Sport' }),
  operatorOffice('MLVT', 'MLVT', {
    km: 'ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ',
    en: 'Ministry of Labour and Vocational Training',
  }),
  {
    ...operatorOffice('GS-NSPC-PROG', gs, {
      km: 'អគ្គលេខាធិការដ្ឋាន៖ កម្មវិធីដែលមិនទាន់មានប្រតិបត្តិករ',
      en: 'General Secretariat: programmes without an operator yet',
    }),
    ...byDefault,
  },
  national(gs, 'SA5', 'policy', null, {
    km: 'អគ្គលេខាធិការដ្ឋានក្រុមប្រឹក្សាជាតិគាំពារសង្គម',
    en: 'General Secretariat of the National Social Protection Council',
  }),

  {
    ...national('NSSF-HQ', 'SS1A', 'operator_branch', 'NSSF', {
      km: 'បេឡាជាតិសន្តិសុខសង្គម (ប.ស.ស.) ទីស្នាក់ការកណ្តាល',
      en: 'National Social Security Fund, headquarters',
    }),
    supervisor: 'NSSF-HQ',
    phone: '1286',
  },
  nssfBranch('11', 'មណ្ឌលគិរី', 'Mondulkiri'),
  nssfBranch('12', 'ភ្នំពេញ', 'Phnom Penh'),
  nssfBranch('23', 'កែប', 'Kep'),
  {
    ...national('NSAF-PEN', 'SS1A', 'operator_branch', 'NSAF', {
      km: 'មូលនិធិជាតិជំនួយសង្គម៖ ប្រាក់សោធនមន្ត្រីរាជការ និងអតីតយុទ្ធជន',
      en: 'National Social Assistance Fund: pensions of civil servants and veterans',
    }),
    supervisor: 'NSAF-PEN',
    ...byDefault,
  },
  // Nobody decides over the committee; that it keeps its deadlines is for the headquarters to watch (our choice: its Prakas
  // is not found yet). A missed settlement warns them, and gives the party notice of the right to go to the regulator.
  {
    ...national('NSSF-DSC', 'SS1B', 'committee', 'NSSF', {
      km: 'គណៈកម្មការដោះស្រាយវិវាទនៃ ប.ស.ស.',
      en: 'NSSF Dispute Settlement Committee',
    }),
    supervisor: 'NSSF-HQ',
  },
  national('SSR', 'SS2', 'regulator', null, {
    km: 'និយ័តករសន្តិសុខសង្គម (ន.ស.ស.)',
    en: 'Social Security Regulator (SSR)',
  }),

  desk('NSAF-PROT', 'NSAF', 'SA4', { km: 'មូលនិធិជាតិជំនួយសង្គម', en: 'National Social Assistance Fund' }),
  desk('NSAF-PEN-PROT', 'NSAF', 'SS1A', {
    km: 'មូលនិធិជាតិជំនួយសង្គម (ប្រាក់សោធន)',
    en: 'National Social Assistance Fund (pensions)',
  }),
  desk('MOP-PROT', 'MOP', 'SA4', { km: 'ក្រសួងផែនការ', en: 'Ministry of Planning' }),
  desk('HEF-PROT', 'HEF-OP', 'SA4', { km: 'មូលនិធិសមធម៌សុខាភិបាល', en: 'Health Equity Fund' }),
  desk('MOEYS-PROT', 'MOEYS', 'SA4', { km: 'ក្រសួងអប់រំ យុវជន និងកីឡា', en: 'Ministry of Education, Youth and Sport' }),
  desk('MLVT-PROT', 'MLVT', 'SA4', {
    km: 'ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ',
    en: 'Ministry of Labour and Vocational Training',
  }),
  desk('GS-NSPC-PROT', gs, 'SA4', { km: 'អគ្គលេខាធិការដ្ឋាន', en: 'General Secretariat' }),
  desk('NSSF-PROT', 'NSSF', 'SS1A', { km: 'ប.ស.ស.', en: 'NSSF' }),

  {
    ...national('HOTLINE', null, 'hotline', null, {
      km: 'មជ្ឈមណ្ឌលទូរស័ព្ទទទួលបណ្តឹង',
      en: 'Hotline call centre',
    }),
    ...ruled('default', ourChoice),
  },
];
