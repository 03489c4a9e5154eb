import type { Bilingual } from '../../kernel/language.ts';
import type { Force, Ruled } from '../domain/types.ts';

/** What rules rest on. Khmer wording of citations is a working translation unless the glossary says otherwise. */
export const nsppf: Bilingual = {
  km: 'ក្របខណ្ឌគោលនយោបាយជាតិគាំពារសង្គម ២០២៤-២០៣៥',
  en: 'National Social Protection Policy Framework 2024-2035',
};
export const nsppfDisputes: Bilingual = {
  km: 'ក្របខណ្ឌគោលនយោបាយជាតិគាំពារសង្គម ២០២៤-២០៣៥ ចំណុច ៤.១',
  en: 'National Social Protection Policy Framework 2024-2035, 4.1',
};
export const decision017: Bilingual = {
  km: 'សេចក្តីសម្រេចលេខ ០១៧ អ.ស.ហ.ន.ស.ស. ចុះថ្ងៃទី២២ ខែវិច្ឆិកា ឆ្នាំ២០២៤',
  en: 'Decision 017 FSA.SSR of 22 November 2024',
};
export const schemesLaw87: Bilingual = {
  km: 'ច្បាប់ស្តីពីរបបសន្តិសុខសង្គម ឆ្នាំ២០១៩ មាត្រា ៨៧',
  en: 'Law on Social Security Schemes 2019, Art. 87',
};
export const schemesLaw91: Bilingual = {
  km: 'ច្បាប់ស្តីពីរបបសន្តិសុខសង្គម ឆ្នាំ២០១៩ មាត្រា ៩១',
  en: 'Law on Social Security Schemes 2019, Art. 91',
};
export const schemesLaw99: Bilingual = {
  km: 'ច្បាប់ស្តីពីរបបសន្តិសុខសង្គម ឆ្នាំ២០១៩ មាត្រា ៩៩',
  en: 'Law on Social Security Schemes 2019, Art. 99',
};
export const ourChoice: Bilingual = {
  km: 'ការកំណត់លំនាំដើមរបស់ប្រព័ន្ធ (អាចកែប្រែបាន)',
  en: 'Default of this system (configurable)',
};
export const ourChoiceLikeSsr: Bilingual = {
  km: 'ការកំណត់លំនាំដើមរបស់ប្រព័ន្ធ តាមលំនាំនីតិវិធីរបស់ ន.ស.ស. (អាចកែប្រែបាន)',
  en: 'Default of this system, mirroring the procedure of the SSR (configurable)',
};
export const notFoundYet: Bilingual = {
  km: 'រកមិនទាន់ឃើញអត្ថបទគតិយុត្ត៖ កំណត់បណ្តោះអាសន្ន',
  en: 'No instrument found yet: set provisionally',
};

/** From when the shipped rows hold. */
export const shippedFrom = '2024-01-01';
export const decision017From = '2024-11-22';
export const schemesLawFrom = '2019-11-02';

/** The four fields every row carries. */
export function ruled(force: Force, source: Bilingual, validFrom: string = shippedFrom): Ruled {
  return { force, source, validFrom, validTo: null };
}

export const byDefault: Ruled = ruled('default', ourChoice);
export const byPolicy: Ruled = ruled('policy', nsppf);
export const byPolicyDisputes: Ruled = ruled('policy', nsppfDisputes);
