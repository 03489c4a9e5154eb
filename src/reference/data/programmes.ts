import type { Bilingual } from '../../kernel/language.ts';
import type { Programme, ProgrammeStatus, Risk } from '../domain/types.ts';
import { byDefault, byPolicy, notFoundYet, ruled } from './instruments.ts';

const familyPackage: Bilingual = {
  km: 'កម្មវិធីជាតិជំនួយសង្គមក្នុងកញ្ចប់គ្រួសារ',
  en: 'Family Package of the national social assistance programme',
};
const healthCare: Bilingual = { km: 'របបសន្តិសុខសង្គមផ្នែកថែទាំសុខភាព', en: 'Social security scheme: health care' };
const occupationalRisk: Bilingual = {
  km: 'របបសន្តិសុខសង្គមផ្នែកហានិភ័យការងារ',
  en: 'Social security scheme: occupational risk',
};
const pension: Bilingual = { km: 'របបសន្តិសុខសង្គមផ្នែកប្រាក់សោធន', en: 'Social security scheme: pension' };

const offices: Readonly<Record<string, string>> = { 'GS-NSPC': 'GS-NSPC-PROG', NSSF: 'NSSF-HQ' };

/** A programme as most are: active, without partners, family or round. Track follows the code: SS-* and NS-* are social security. */
function programme(
  code: string,
  risk: Risk,
  operator: string,
  km: string,
  en: string,
  more: Partial<Programme> = {},
): Programme {
  const isSecurity = code.startsWith('SS-') || code.startsWith('NS-');
  return {
    code,
    name: { km, en },
    risk,
    track: isSecurity ? 'social_security' : 'social_assistance',
    operator,
    operatorOffice: offices[operator] ?? (isSecurity ? `${operator}-PEN` : operator),
    partners: null,
    status: 'active' satisfies ProgrammeStatus,
    family: code.startsWith('FP-') ? familyPackage : null,
    complaintWindow: null,
    ...byPolicy,
    ...more,
  };
}

const trackOpen = ruled('open', notFoundYet);

function of(scheme: Bilingual, km: string, en: string): [km: string, en: string] {
  return [`${scheme.km}៖ ${km}`, `${scheme.en}, ${en}`];
}

/** Every programme and scheme, inactive and planned ones too: a complaint about them must find somebody. */
export const programmes: readonly Programme[] = [
  programme(
    'FP-PWC',
    'maternity_child',
    'NSAF',
    'កម្មវិធីឧបត្ថម្ភសាច់ប្រាក់ជូនស្ត្រីមានផ្ទៃពោះ និងកុមារអាយុក្រោម២ឆ្នាំ',
    'Cash for pregnant women and children under 2',
  ),
  programme(
    'FP-SCH',
    'maternity_child',
    'NSAF',
    'អាហារូបករណ៍សិស្សបឋមសិក្សា និងមធ្យមសិក្សា',
    'Scholarship, primary and secondary school',
    {
      partners: { km: 'រួមជាមួយក្រសួងអប់រំ យុវជន និងកីឡា', en: 'with the Ministry of Education, Youth and Sport' },
    },
  ),
  programme('SFP', 'maternity_child', 'MOEYS', 'កម្មវិធីផ្តល់អាហារនៅសាលារៀន', 'School feeding'),
  programme(
    'NS-PWC',
    'maternity_child',
    'NSSF',
    'ឧបត្ថម្ភសាច់ប្រាក់ជូនស្ត្រីមានផ្ទៃពោះជាសមាជិក ប.ស.ស. និងកុមារអាយុក្រោម២ឆ្នាំ',
    'Cash for pregnant NSSF members and children under 2',
    trackOpen,
  ),
  programme('SS-MAT', 'maternity_child', 'NSSF', 'ប្រាក់បំណាច់មាតុភាព', 'Maternity allowance'),

  programme('HEF', 'health', 'HEF-OP', 'មូលនិធិសមធម៌សុខាភិបាល (ប័ណ្ណសមធម៌)', 'Health Equity Fund (equity card)', {
    partners: { km: 'ការបញ្ជាក់ដោយ NPCA', en: 'certified by NPCA' },
    ...trackOpen,
  }),
  programme('SS-HC-PRI', 'health', 'NSSF', ...of(healthCare, 'វិស័យឯកជន', 'private sector')),
  programme('SS-HC-PUB', 'health', 'NSSF', ...of(healthCare, 'វិស័យសាធារណៈ', 'public sector')),
  programme(
    'SS-HC-VOL',
    'health',
    'NSSF',
    ...of(healthCare, 'ស្ម័គ្រចិត្ត (អ្នកប្រកបមុខរបរដោយខ្លួនឯង និងអ្នកនៅក្នុងបន្ទុក)', 'voluntary (self-employed, dependants)'),
  ),

  programme('SS-OR-PRI', 'occupational', 'NSSF', ...of(occupationalRisk, 'វិស័យឯកជន', 'private sector')),
  programme('SS-OR-PUB', 'occupational', 'NSSF', ...of(occupationalRisk, 'វិស័យសាធារណៈ', 'public sector')),

  programme('FP-PWD', 'disability', 'NSAF', 'ឧបត្ថម្ភសាច់ប្រាក់ជូនជនពិការ', 'Cash for persons with disabilities'),

  programme(
    'TVET',
    'unemployment',
    'MLVT',
    'ប្រាក់ឧបត្ថម្ភបណ្តុះបណ្តាលបច្ចេកទេស និងវិជ្ជាជីវៈ',
    'Technical and vocational training stipend',
  ),
  programme('CFW', 'unemployment', 'MLVT', 'កម្មវិធីសាច់ប្រាក់សម្រាប់ពលកម្ម', 'Cash for work', byDefault),
  programme('GRAD', 'unemployment', 'MLVT', 'កម្មវិធីចាកចេញពីភាពក្រីក្រ', 'Graduation from poverty', byDefault),
  programme('SS-UE', 'unemployment', 'NSSF', 'របបសន្តិសុខសង្គមផ្នែកនិកម្មភាព', 'Social security scheme: unemployment', {
    status: 'inactive',
  }),

  programme('HSG-STU', 'homelessness', 'GS-NSPC', 'ជំនួយថ្លៃឈ្នួលស្នាក់នៅសម្រាប់សិស្ស និស្សិត', 'Student rent support', {
    status: 'planned',
    ...byDefault,
  }),
  programme('HSG-AFF', 'homelessness', 'GS-NSPC', 'លំនៅឋានតម្លៃសមរម្យ', 'Affordable housing', {
    status: 'planned',
    ...byDefault,
  }),

  programme(
    'FP-ELD',
    'old_age_survivors',
    'NSAF',
    'ឧបត្ថម្ភសាច់ប្រាក់ជូនចាស់ជរាអាយុ៦០ឆ្នាំឡើងទៅ',
    'Cash for people aged 60 and over',
  ),
  programme('SS-PEN-PRI', 'old_age_survivors', 'NSSF', ...of(pension, 'វិស័យឯកជន', 'private sector')),
  programme('SS-PEN-PUB', 'old_age_survivors', 'NSAF', ...of(pension, 'មន្ត្រីរាជការ', 'civil servants')),
  programme('SS-PEN-VET', 'old_age_survivors', 'NSAF', ...of(pension, 'អតីតយុទ្ធជន', 'veterans')),

  programme('FP-BASE', 'all', 'NSAF', 'ឧបត្ថម្ភសាច់ប្រាក់មូលដ្ឋានជូនគ្រួសារ', 'Base cash for households'),
  programme('FP-HIV', 'all', 'NSAF', 'ឧបត្ថម្ភសាច់ប្រាក់ជូនអ្នករស់នៅជាមួយមេរោគអេដស៍', 'Cash for people living with HIV'),
  programme('SR-FLD', 'all', 'NSAF', 'ឧបត្ថម្ភសាច់ប្រាក់ឆ្លើយតបគ្រោះទឹកជំនន់', 'Shock response: flood'),
  programme('SR-INF', 'all', 'NSAF', 'ឧបត្ថម្ភសាច់ប្រាក់ឆ្លើយតបអតិផរណា', 'Shock response: inflation'),
  programme(
    'IDPOOR',
    'all',
    'MOP',
    'អត្តសញ្ញាណកម្មគ្រួសារក្រីក្រ (ប័ណ្ណសមធម៌)',
    'Identification of poor households (equity card)',
    {
      partners: { km: 'រួមជាមួយឃុំ សង្កាត់', en: 'with the communes' },
    },
  ),
  programme(
    'ATRISK',
    'all',
    'MOP',
    'អត្តសញ្ញាណកម្មគ្រួសារងាយរងហានិភ័យ (ប័ណ្ណងាយរងហានិភ័យ)',
    'Identification of at-risk households (at-risk card)',
    { partners: { km: 'រួមជាមួយឃុំ សង្កាត់', en: 'with the communes' } },
  ),
];
