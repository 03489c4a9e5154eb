import type { Bilingual } from '../../kernel/language.ts';

/** Who fixes a figure; see the reference area for the same words. */
export type Force = 'law' | 'policy' | 'default' | 'open';

/** A figure of the procedure, with what it rests on. */
export interface Figure<T> {
  readonly value: T;
  readonly force: Force;
  readonly instrument: Bilingual;
}

const decision017: Bilingual = {
  km: 'សេចក្តីសម្រេចលេខ ០១៧ អ.ស.ហ.ន.ស.ស. ចុះថ្ងៃទី២២ ខែវិច្ឆិកា ឆ្នាំ២០២៤',
  en: 'Decision 017 FSA.SSR of 22 November 2024',
};
const ourChoice: Bilingual = {
  km: 'ការកំណត់លំនាំដើមរបស់ប្រព័ន្ធ',
  en: 'Default of this system',
};

/** LAW: a party may go to the Regulator for so many working days after non-settlement. */
export const filingWindowWorkingDays: Figure<30> = { value: 30, force: 'law', instrument: decision017 };
/** LAW: the Regulator conciliates within so many working days of a complete complaint. */
export const conciliationWorkingDays: Figure<30> = { value: 30, force: 'law', instrument: decision017 };
/** LAW at the Regulator: one conciliator or three. The same elsewhere by default. */
export const panelSizes: Figure<readonly [1, 3]> = { value: [1, 3], force: 'law', instrument: decision017 };
/** DEFAULT: at least so many whole working days between the service of an invitation and the session. */
export const invitationWorkingDays: Figure<5> = { value: 5, force: 'default', instrument: ourChoice };
/** DEFAULT: a party may challenge a neutral for so many working days after the declarations. */
export const challengeWorkingDays: Figure<3> = { value: 3, force: 'default', instrument: ourChoice };
/** DEFAULT: working days after opening at which a dispute is to be settled; at most the statutory date. */
export const targetWorkingDays: Figure<20> = { value: 20, force: 'default', instrument: ourChoice };
/** DEFAULT, after the Labour Law 1997: calendar days in which a party may oppose an award. */
export const oppositionDays: Figure<8> = { value: 8, force: 'default', instrument: ourChoice };
/** DEFAULT: working days before an obligation falls due at which whoever owes it is reminded. */
export const reminderWorkingDays: Figure<3> = { value: 3, force: 'default', instrument: ourChoice };
/** DEFAULT: minutes for which a one-time code is good, and how often it may be mistyped. */
export const codeMinutes = 15;
export const codeAttempts = 5;

/**
 * What legal effect an outcome has. Only minutes of the NADR have the effect of a final judgment; the effect of minutes
 * of the Regulator is an open question, and nothing is claimed for the others. Source: DOMAIN 5.
 */
export const legalEffect: Readonly<Record<'committee' | 'regulator' | 'assistance' | 'agreed', Bilingual>> = {
  committee: {
    km: 'នេះជាការព្រមព្រៀងរវាងភាគី។ ប្រព័ន្ធនេះមិនអះអាងអំពីអានុភាពគតិយុត្តផ្សេងទៀតទេ។',
    en: 'This is an agreement between the parties. No further legal effect is claimed for it.',
  },
  regulator: {
    km: 'អានុភាពគតិយុត្តនៃកំណត់ហេតុផ្សះផ្សារបស់ ន.ស.ស. នៅជាសំណួរបើកចំហ៖ មិនអះអាងអ្វីទេ។',
    en: 'The legal effect of conciliation minutes of the Regulator is an open question: none is claimed.',
  },
  assistance: {
    km: 'នេះជាការព្រមព្រៀងរវាងភាគី។ ប្រព័ន្ធនេះមិនអះអាងអំពីអានុភាពគតិយុត្តផ្សេងទៀតទេ។',
    en: 'This is an agreement between the parties. No further legal effect is claimed for it.',
  },
  agreed: {
    km: 'មានតែកំណត់ហេតុរបស់ NADR ប៉ុណ្ណោះដែលមានអានុភាពដូចសាលក្រមស្ថាពរ។ ឯកសារនេះមិនមែនជាកំណត់ហេតុនោះទេ។',
    en: 'Only minutes of the NADR have the effect of a final judgment. This document is not such minutes.',
  },
};
