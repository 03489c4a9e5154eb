import type { SeverityLevel } from '../domain/types.ts';
import { byDefault } from './instruments.ts';

export const severities: readonly SeverityLevel[] = [
  {
    code: 'S1',
    name: { km: 'ធ្ងន់ធ្ងរបំផុត', en: 'Critical' },
    meaning: {
      km: 'ការកេងប្រវ័ញ្ចផ្លូវភេទ អំពើហិង្សាផ្អែកលើយេនឌ័រ កុមារ ការបដិសេធសេវាដែលគំរាមកំហែងអាយុជីវិត ការសងសឹក',
      en: 'Sexual exploitation, gender-based violence, a child, life-threatening refusal, retaliation',
    },
    ...byDefault,
  },
  {
    code: 'S2',
    name: { km: 'ធ្ងន់ធ្ងរ', en: 'High' },
    meaning: {
      km: 'អំពើពុករលួយ អាកប្បកិរិយាមិនសមរម្យ ការបញ្ឈប់អត្ថប្រយោជន៍',
      en: 'Corruption, misconduct, benefit stopped',
    },
    ...byDefault,
  },
  {
    code: 'S3',
    name: { km: 'ធម្មតា', en: 'Standard' },
    meaning: { km: 'បណ្តឹងទូទៅ', en: 'Most complaints' },
    ...byDefault,
  },
  {
    code: 'S4',
    name: { km: 'ព័ត៌មាន', en: 'Information' },
    meaning: { km: 'សុំព័ត៌មាន ឬផ្តល់សំណូមពរ', en: 'A question or a suggestion' },
    ...byDefault,
  },
];
