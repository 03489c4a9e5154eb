import type { TimeBar } from '../domain/types.ts';
import { ruled, schemesLaw87, schemesLawFrom } from './instruments.ts';

const law = ruled('law', schemesLaw87, schemesLawFrom);

/** Claim time bars. Which categories each concerns stands with the categories, as our reading. */
export const timeBars: readonly TimeBar[] = [
  {
    code: 'ART87-1Y',
    years: 1,
    benefits: {
      km: 'ប្រាក់បំណាច់ បុណ្យសព មាតុភាព និងការទូទាត់ថ្លៃព្យាបាលបន្ទាន់',
      en: 'Allowances, funeral, maternity, emergency reimbursement',
    },
    ...law,
  },
  { code: 'ART87-5Y', years: 5, benefits: { km: 'ប្រាក់សោធន', en: 'Pensions' }, ...law },
];
