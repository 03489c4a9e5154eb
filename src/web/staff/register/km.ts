import type { Strings } from './en.ts';

export const km: Strings = {
  title: 'បញ្ជីការចូលមើលរសើប',
  lead: 'រាល់ការចូលមើលបណ្តឹងជាបន្ទាន់ និងរាល់ការមើលអត្តសញ្ញាណសម្ងាត់៖ អ្នកណា ពេលណា និងមនុស្សទីពីរថាយ៉ាងណា។ មិនប្រាប់ហេតុផល និងគ្មានអ្វីពីបណ្តឹងទេ។',
  caption: 'ថ្មីមុន',
  columns: { at: 'ពេលណា', kind: 'អ្វី', who: 'អ្នកណា', reference: 'បណ្តឹង', until: 'ដល់', review: 'មនុស្សទីពីរ' },
  kinds: { case: 'ការចូលមើលជាបន្ទាន់', identity: 'ការមើលអត្តសញ្ញាណ' },
  verdicts: { justified: 'ត្រឹមត្រូវ', not_justified: 'មិនត្រឹមត្រូវ' },
  reviewedAt: '{verdict} នៅ {date}',
  waits: 'ពិនិត្យត្រឹម {date}',
  overdue: 'ហួសពេលពិនិត្យតាំងពី {date}',
  noDue: 'រង់ចាំការពិនិត្យ',
  overdueTitle: 'មានការពិនិត្យ {n} ហួសពេល។',
  none: 'មិនទាន់មាននរណាចូលមើលបែបនេះទេ។',
};
