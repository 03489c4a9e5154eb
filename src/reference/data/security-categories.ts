import type { Category } from '../domain/types.ts';
import { category } from './category.ts';
import { schemesLaw99 } from './instruments.ts';

const security = ['social_security'] as const;
const healthBenefits = ['SS-HC-PRI', 'SS-HC-PUB', 'SS-HC-VOL', 'SS-MAT'];
const occupational = ['SS-OR-PRI', 'SS-OR-PUB'];
const pensions = ['SS-PEN-PRI', 'SS-PEN-PUB', 'SS-PEN-VET'];

/** What only social security knows: employers, membership, its benefits. */
export const securityCategories: readonly Category[] = [
  category(
    'EMP-REG',
    'S2',
    'other',
    'employer',
    {
      km: 'និយោជកមិនចុះបញ្ជី',
      en: 'Employer did not register',
      askKm: 'ថៅកែមិនបានចុះបញ្ជីខ្ញុំនៅ ប.ស.ស.',
      askEn: 'My employer did not register me with NSSF',
    },
    { tracks: security },
  ),
  category(
    'EMP-CON',
    'S2',
    'other',
    'employer',
    {
      km: 'និយោជកមិនបង់ភាគទាន',
      en: 'Unpaid contributions',
      askKm: 'ថៅកែមិនបង់ភាគទានឱ្យខ្ញុំ',
      askEn: 'My employer does not pay my contributions',
    },
    { tracks: security },
  ),
  category(
    'EMP-DED',
    'S2',
    'other',
    'employer-money',
    {
      km: 'កាត់ប្រាក់ឈ្នួលខុសច្បាប់',
      en: 'Wrongful deduction from wages',
      askKm: 'ថៅកែកាត់ប្រាក់ឈ្នួលខ្ញុំខុសច្បាប់',
      askEn: 'My employer takes money from my wages wrongly',
    },
    {
      tracks: security,
      referOnly: { to: { km: 'អធិការកិច្ចការងារ', en: 'Labour inspection' }, instrument: schemesLaw99 },
    },
  ),
  category(
    'EMP-OBJ',
    'S3',
    'appeal',
    'employer-paper',
    {
      km: 'ការតវ៉ារបស់និយោជក',
      en: 'Employer objects to an assessment or fine',
      askKm: 'ខ្ញុំជានិយោជក ហើយមិនយល់ព្រមនឹងការគណនា ឬការពិន័យ',
      askEn: 'I am an employer and disagree with an assessment or fine',
    },
    { tracks: security },
  ),
  category(
    'MEM-REG',
    'S3',
    'service_quality',
    'member',
    {
      km: 'ការចុះបញ្ជីសមាជិក',
      en: 'Membership and dependants',
      askKm: 'មានបញ្ហាចុះបញ្ជីខ្ញុំ ឬអ្នកនៅក្នុងបន្ទុករបស់ខ្ញុំ',
      askEn: 'There is a problem with my membership or my dependants',
    },
    { tracks: security },
  ),
  category(
    'ORI-CLM',
    'S3',
    'appeal',
    'injury',
    {
      km: 'ទាមទារហានិភ័យការងារ',
      en: 'Occupational injury claim',
      askKm: 'ខ្ញុំមានគ្រោះថ្នាក់ការងារ តែមិនបានទទួលអត្ថប្រយោជន៍',
      askEn: 'I was hurt at work and did not get my benefit',
    },
    { tracks: security, programmes: occupational, timeBar: 'ART87-1Y' },
  ),
  category(
    'ORI-DEG',
    'S3',
    'appeal',
    'injury-degree',
    {
      km: 'កម្រិតពិការភាព',
      en: 'Disability degree',
      askKm: 'ខ្ញុំមិនយល់ព្រមនឹងកម្រិតពិការភាពដែលគេវាយតម្លៃ',
      askEn: 'I disagree with the degree of disability I was given',
    },
    { tracks: security, programmes: occupational },
  ),
  category(
    'HCB-ALW',
    'S3',
    'appeal',
    'allowance',
    {
      km: 'ប្រាក់បំណាច់',
      en: 'Allowance',
      askKm: 'ខ្ញុំមិនបានប្រាក់បំណាច់ (ឈឺ សម្រាល បុណ្យសព)',
      askEn: 'I did not get my allowance (sickness, maternity, funeral)',
    },
    { tracks: security, programmes: [...healthBenefits, ...occupational], timeBar: 'ART87-1Y' },
  ),
  category(
    'HCB-RMB',
    'S3',
    'appeal',
    'receipt',
    {
      km: 'ទូទាត់ថ្លៃព្យាបាល',
      en: 'Reimbursement of treatment',
      askKm: 'ខ្ញុំមិនបានទូទាត់ថ្លៃព្យាបាលវិញ',
      askEn: 'I was not paid back for treatment',
    },
    { tracks: security, programmes: [...healthBenefits, ...occupational], timeBar: 'ART87-1Y' },
  ),
  category(
    'PEN-ELG',
    'S3',
    'appeal',
    'pension',
    {
      km: 'សិទ្ធិសោធន',
      en: 'Pension eligibility',
      askKm: 'គេថាខ្ញុំគ្មានសិទ្ធិទទួលប្រាក់សោធន',
      askEn: 'I was told that I have no right to a pension',
    },
    { tracks: security, programmes: pensions, timeBar: 'ART87-5Y' },
  ),
  category(
    'PEN-CMP',
    'S3',
    'appeal',
    'pension-amount',
    {
      km: 'ការគណនាប្រាក់សោធន',
      en: 'Pension computation',
      askKm: 'ប្រាក់សោធនរបស់ខ្ញុំគណនាខុស',
      askEn: 'My pension is calculated wrongly',
    },
    { tracks: security, programmes: pensions, timeBar: 'ART87-5Y' },
  ),
  category(
    'PEN-SRV',
    'S3',
    'appeal',
    'survivors',
    {
      km: 'អ្នកនៅក្នុងបន្ទុក (ប្រាក់សោធន)',
      en: 'Pension of survivors',
      askKm: 'សមាជិកបានស្លាប់ តែគ្រួសារមិនបានប្រាក់សោធន',
      askEn: 'A member died and the family does not get the pension',
    },
    { tracks: security, programmes: pensions, timeBar: 'ART87-5Y' },
  ),
];
