import type { Category } from '../domain/types.ts';
import { category } from './category.ts';
import { securityCategories } from './security-categories.ts';

const assistance = ['social_assistance'] as const;
const healthProgrammes = ['HEF', 'SS-HC-PRI', 'SS-HC-PUB', 'SS-HC-VOL', 'SS-OR-PRI', 'SS-OR-PUB', 'SS-MAT'];
const protectedOnes: Partial<Category> = { isProtected: true };

/** What a complaint can be about, in the order in which a citizen is asked. */
export const categories: readonly Category[] = [
  category(
    'TGT-EXC',
    'S3',
    'exclusion_error',
    'person-missing',
    {
      km: 'ត្រូវបានមើលរំលង មិនបានដាក់បញ្ចូល',
      en: 'Wrongly excluded',
      askKm: 'គ្រួសារខ្ញុំគួរបានទទួល តែគេមិនបានដាក់បញ្ចូល',
      askEn: 'My household should receive help but was left out',
    },
    { tracks: assistance },
  ),
  category(
    'TGT-INC',
    'S3',
    'inclusion_error',
    'person-question',
    {
      km: 'អ្នកមិនគ្រប់លក្ខខណ្ឌទទួលបាន',
      en: 'Ineligible person included',
      askKm: 'មានអ្នកទទួលបានទាំងដែលមិនគ្រប់លក្ខខណ្ឌ',
      askEn: 'Somebody receives help who should not',
    },
    { tracks: assistance },
  ),
  category('CRD-NIS', 'S3', 'service_quality', 'card-waiting', {
    km: 'មិនទាន់បានប័ណ្ណ',
    en: 'Card not issued',
    askKm: 'ខ្ញុំមិនទាន់បានទទួលប័ណ្ណរបស់ខ្ញុំ',
    askEn: 'I have not been given my card',
  }),
  category('CRD-EXP', 'S3', 'service_quality', 'card-expired', {
    km: 'ប័ណ្ណផុតសុពលភាព',
    en: 'Card expired',
    askKm: 'ប័ណ្ណរបស់ខ្ញុំផុតសុពលភាពហើយ',
    askEn: 'My card has expired',
  }),
  category('CRD-LST', 'S3', 'service_quality', 'card-lost', {
    km: 'បាត់ប័ណ្ណ',
    en: 'Card lost',
    askKm: 'ខ្ញុំបាត់ ឬខូចប័ណ្ណ',
    askEn: 'I lost my card, or it is damaged',
  }),
  category('DAT-COR', 'S3', 'data_correction', 'pencil', {
    km: 'កែតម្រូវទិន្នន័យ',
    en: 'Data correction',
    askKm: 'ឈ្មោះ អាយុ ឬព័ត៌មានរបស់ខ្ញុំខុស',
    askEn: 'My name, age or other details are wrong',
  }),
  category('PAY-NOT', 'S3', 'payment_complaint', 'money-missing', {
    km: 'មិនបានទទួលប្រាក់',
    en: 'Not paid',
    askKm: 'ខ្ញុំមិនបានទទួលប្រាក់',
    askEn: 'I did not receive the money',
  }),
  category('PAY-LAT', 'S3', 'payment_complaint', 'money-late', {
    km: 'ទទួលប្រាក់យឺត',
    en: 'Paid late',
    askKm: 'ប្រាក់មកយឺត',
    askEn: 'The money came late',
  }),
  category('PAY-AMT', 'S3', 'payment_complaint', 'money-amount', {
    km: 'ប្រាក់ខុសចំនួន',
    en: 'Wrong amount',
    askKm: 'ខ្ញុំទទួលប្រាក់មិនគ្រប់ ឬខុសចំនួន',
    askEn: 'I received the wrong amount',
  }),
  category('PAY-AGT', 'S2', 'payment_complaint', 'agent', {
    km: 'បញ្ហាភ្នាក់ងារបើកប្រាក់',
    en: 'Payment agent problem or illegal fee',
    askKm: 'ភ្នាក់ងារបើកប្រាក់កាត់ប្រាក់ ឬធ្វើមិនត្រឹមត្រូវ',
    askEn: 'The payment agent took a fee or did something wrong',
  }),
  category('BEN-STP', 'S2', 'appeal', 'stop', {
    km: 'ផ្អាក ឬបញ្ឈប់អត្ថប្រយោជន៍',
    en: 'Benefit stopped',
    askKm: 'គេបានផ្អាក ឬបញ្ឈប់ប្រាក់របស់ខ្ញុំ',
    askEn: 'My benefit was stopped',
  }),
  category(
    'HLT-REF',
    'S2',
    'service_quality',
    'hospital-refused',
    {
      km: 'មន្ទីរពេទ្យបដិសេធសេវា',
      en: 'Provider refused service or card',
      askKm: 'មន្ទីរពេទ្យមិនព្រមព្យាបាល ឬមិនទទួលប័ណ្ណ',
      askEn: 'A hospital or health centre refused care or my card',
    },
    { programmes: healthProgrammes, severityIfLifeThreatening: 'S1' },
  ),
  category(
    'HLT-DIS',
    'S2',
    'service_quality',
    'hospital-unfair',
    {
      km: 'ការរើសអើង',
      en: 'Discrimination in health care',
      askKm: 'មន្ទីរពេទ្យរើសអើងខ្ញុំ',
      askEn: 'A hospital or health centre treated me worse than others',
    },
    { programmes: healthProgrammes },
  ),
  category(
    'HLT-FEE',
    'S2',
    'misconduct',
    'hospital-fee',
    {
      km: 'គិតប្រាក់ក្រៅផ្លូវការ',
      en: 'Informal charge in health care',
      askKm: 'មន្ទីរពេទ្យយកប្រាក់ក្រៅផ្លូវការពីខ្ញុំ',
      askEn: 'A hospital or health centre asked me for money it should not',
    },
    { programmes: healthProgrammes },
  ),
  category('SVC-QLT', 'S3', 'service_quality', 'service', {
    km: 'គុណភាពសេវា',
    en: 'Quality of service',
    askKm: 'សេវាមិនល្អ',
    askEn: 'The service was poor',
  }),
  category('SVC-DLY', 'S3', 'service_quality', 'clock', {
    km: 'យឺតយ៉ាវ',
    en: 'Delay',
    askKm: 'ខ្ញុំរង់ចាំយូរពេក',
    askEn: 'I have been waiting too long',
  }),
  category('SVC-ACC', 'S3', 'service_quality', 'wheelchair', {
    km: 'ភាពងាយស្រួលចូលប្រើ',
    en: 'Accessibility',
    askKm: 'ខ្ញុំពិបាកទៅដល់ ឬប្រើប្រាស់សេវា',
    askEn: 'I cannot reach or use the service',
  }),
  category('CON-MIS', 'S2', 'misconduct', 'officer', {
    km: 'អាកប្បកិរិយាមិនសមរម្យរបស់មន្ត្រី',
    en: 'Staff misconduct',
    askKm: 'មន្ត្រីប្រព្រឹត្តមិនសមរម្យចំពោះខ្ញុំ',
    askEn: 'An officer behaved badly towards me',
  }),
  category(
    'FRD-COR',
    'S2',
    'misconduct',
    'bribe',
    {
      km: 'អំពើពុករលួយ ឬក្លែងបន្លំ',
      en: 'Corruption or fraud',
      askKm: 'មានគេទារប្រាក់ ស៊ីសំណូក ឬក្លែងបន្លំ',
      askEn: 'Somebody asked for a bribe, or cheated',
    },
    protectedOnes,
  ),
  category(
    'PRT-SEA',
    'S1',
    'misconduct',
    'shield',
    {
      km: 'ការកេងប្រវ័ញ្ច ឬបៀតបៀនផ្លូវភេទ',
      en: 'Sexual exploitation or harassment',
      askKm: 'មានគេបៀតបៀន ឬកេងប្រវ័ញ្ចផ្លូវភេទ',
      askEn: 'Somebody harassed or exploited a person sexually',
    },
    protectedOnes,
  ),
  category(
    'PRT-GBV',
    'S1',
    'other',
    'shield',
    {
      km: 'អំពើហិង្សាផ្អែកលើយេនឌ័រ',
      en: 'Gender-based violence',
      askKm: 'មានអំពើហិង្សាលើស្ត្រី ឬដោយសារភេទ',
      askEn: 'There is violence against a woman, or because of gender',
    },
    protectedOnes,
  ),
  category(
    'PRT-CHD',
    'S1',
    'other',
    'shield-child',
    {
      km: 'ការការពារកុមារ',
      en: 'Child protection',
      askKm: 'កុមារកំពុងមានគ្រោះថ្នាក់ ឬត្រូវបានធ្វើបាប',
      askEn: 'A child is in danger or is being hurt',
    },
    protectedOnes,
  ),
  category(
    'PRT-RET',
    'S1',
    'misconduct',
    'shield',
    {
      km: 'ការសងសឹក',
      en: 'Retaliation',
      askKm: 'មានគេគំរាម ឬសងសឹក ព្រោះខ្ញុំបានប្តឹង',
      askEn: 'Somebody threatens or punishes me because I complained',
    },
    protectedOnes,
  ),
  category('PRV', 'S2', 'misconduct', 'lock', {
    km: 'រំលោភទិន្នន័យផ្ទាល់ខ្លួន',
    en: 'Privacy breach',
    askKm: 'គេយកព័ត៌មានផ្ទាល់ខ្លួនរបស់ខ្ញុំទៅបង្ហាញអ្នកដទៃ',
    askEn: 'Somebody showed or used my personal information',
  }),
  ...securityCategories,
  category('INF', 'S4', null, 'question', {
    km: 'សុំព័ត៌មាន',
    en: 'Information',
    askKm: 'ខ្ញុំចង់សួរព័ត៌មាន',
    askEn: 'I have a question',
  }),
  category('SUG', 'S4', null, 'bulb', {
    km: 'សំណូមពរ',
    en: 'Suggestion',
    askKm: 'ខ្ញុំមានសំណូមពរ',
    askEn: 'I have a suggestion',
  }),
  category('OTH', 'S3', 'other', 'dots', {
    km: 'ផ្សេងៗ',
    en: 'Other',
    askKm: 'រឿងផ្សេង',
    askEn: 'Something else',
  }),
];
