import type { FieldFault } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';

const longestName = 300;

/** What is wrong with the name and the telephone of an office. */
export function officeTextFaults(office: { readonly name: Bilingual; readonly phone: string | null }): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const language of ['km', 'en'] as const) {
    const name = office.name[language].trim();
    if (name === '') faults.push({ field: `name.${language}`, code: 'required' });
    else if ([...name].length > longestName) {
      faults.push({ field: `name.${language}`, code: 'too_long', params: { max: longestName } });
    }
  }
  if (office.phone !== null && !/^[0-9+ ()-]{3,20}$/.test(office.phone)) faults.push({ field: 'phone', code: 'phone' });
  return faults;
}
