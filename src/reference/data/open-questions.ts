import type { OpenQuestion } from '../domain/types.ts';
import { notFoundYet, ruled } from './instruments.ts';

const open = ruled('open', notFoundYet);

/** What nobody has found the text for. Shown to administrators; nothing here is ever shown as law. */
export const openQuestions: readonly OpenQuestion[] = [
  {
    code: 'NSSF-COMMITTEE',
    question: {
      km: 'ប្រកាសស្តីពីគណៈកម្មការដោះស្រាយវិវាទនៃ ប.ស.ស.៖ សមាសភាព ទម្រង់ និងរយៈពេល',
      en: 'Prakas on the NSSF Dispute Settlement Committee: composition, forms and deadlines',
    },
    meanwhile: {
      km: 'ប្រើសមាសភាពលំនាំដើម និងរយៈពេល ៣០ ថ្ងៃធ្វើការ តាមលំនាំ ន.ស.ស.; ប្តឹងទៅគណៈកម្មការទទួលយកគ្រប់ពេល; ប្រាក់សោធនដែលមូលនិធិជាតិជំនួយសង្គមបើក គ្មានគណៈកម្មការ',
      en: 'A default composition and periods mirroring the SSR are used; going to the committee has no time limit; pensions paid by NSAF go without a committee',
    },
    ...open,
  },
  {
    code: 'DECISION-017',
    question: {
      km: 'អត្ថបទពេញនៃសេចក្តីសម្រេចលេខ ០១៧ រួមទាំងអានុភាពនៃកំណត់ហេតុផ្សះផ្សារបស់ ន.ស.ស.',
      en: 'Full text of Decision 017, with the effect of SSR conciliation minutes',
    },
    meanwhile: {
      km: 'ចាក់សោតែរយៈពេល ៣០ ថ្ងៃទាំងពីរ; ជំហានផ្សេងទៀតជាការកំណត់លំនាំដើម; មិនអះអាងអំពីអានុភាពនៃកំណត់ហេតុ',
      en: 'Only its two thirty-day periods are locked; the other steps are defaults; no effect of the minutes is claimed',
    },
    ...open,
  },
  {
    code: 'GRIEVANCE-TIMINGS',
    question: {
      km: 'រយៈពេលដោះស្រាយបណ្តឹងនៃកញ្ចប់គ្រួសារ និងអត្តសញ្ញាណកម្មគ្រួសារក្រីក្រ',
      en: 'Grievance timings of the Family Package and IDPoor',
    },
    meanwhile: {
      km: 'ប្រើរយៈពេលលំនាំដើមតាមថ្នាក់ និងកម្រិត',
      en: 'The default periods by tier and severity are used',
    },
    ...open,
  },
  {
    code: 'HOTLINES',
    question: {
      km: 'លេខទូរស័ព្ទទទួលបណ្តឹងផ្សេងពី ១២៨៦ របស់ ប.ស.ស.',
      en: 'Hotline numbers other than NSSF 1286',
    },
    meanwhile: { km: 'បង្ហាញតែលេខ ១២៨៦', en: 'Only 1286 is shown' },
    ...open,
  },
  {
    code: 'HOLIDAYS-2027',
    question: {
      km: 'អនុក្រឹត្យស្តីពីប្រតិទិនឈប់សម្រាក ឆ្នាំ២០២៧',
      en: 'Sub-decree on public holidays 2027',
    },
    meanwhile: {
      km: 'រាប់តែបុណ្យដែលមានថ្ងៃថេរ ហើយសម្គាល់ថាបណ្តោះអាសន្ន; គណនាឡើងវិញពេលនាំចូលអនុក្រឹត្យ',
      en: 'Only holidays on fixed dates are counted, marked provisional; open deadlines are counted again when the decree is loaded',
    },
    ...open,
  },
  {
    code: 'DATA-PROTECTION',
    question: {
      km: 'ច្បាប់ស្តីពីការការពារទិន្នន័យផ្ទាល់ខ្លួន',
      en: 'Personal data protection law',
    },
    meanwhile: {
      km: 'ទិន្នន័យផ្ទាល់ខ្លួនត្រូវបានអ៊ិនគ្រីប ហើយការអានករណីសម្ងាត់ត្រូវបានកត់ត្រា',
      en: 'Personal data is encrypted and every read of a confidential case is recorded',
    },
    ...open,
  },
  {
    code: 'TRACKS',
    question: {
      km: 'មូលនិធិសមធម៌សុខាភិបាល និងប្រាក់ឧបត្ថម្ភស្ត្រីមានផ្ទៃពោះជាសមាជិក ប.ស.ស. ដែលរដ្ឋផ្តល់ ស្ថិតក្នុងផ្នែកណា',
      en: 'Which track the Health Equity Fund and the state-funded pregnancy cash for NSSF members belong to',
    },
    meanwhile: {
      km: 'មូលនិធិសមធម៌៖ ជំនួយសង្គម; ប្រាក់ឧបត្ថម្ភសមាជិក ប.ស.ស.៖ សន្តិសុខសង្គម',
      en: 'Health Equity Fund: social assistance; pregnancy cash for NSSF members: social security',
    },
    ...open,
  },
];
