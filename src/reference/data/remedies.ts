import type { Remedy } from '../domain/types.ts';
import { byDefault } from './instruments.ts';

function remedy(code: string, km: string, en: string, needsAmount = false): Remedy {
  return { code, name: { km, en }, needsAmount, ...byDefault };
}

export const remedies: readonly Remedy[] = [
  remedy('enrol', 'ចុះឈ្មោះចូលកម្មវិធី', 'Enrol in the programme'),
  remedy('issue_card', 'ចេញប័ណ្ណ', 'Issue the card'),
  remedy('pay_arrears', 'បើកប្រាក់ដែលនៅជំពាក់', 'Pay what is owed', true),
  remedy('recalculate', 'គណនាឡើងវិញ', 'Calculate again'),
  remedy('correct_data', 'កែតម្រូវទិន្នន័យ', 'Correct the data'),
  remedy('apology', 'សុំទោសជាផ្លូវការ', 'Apology'),
  remedy('discipline_referral', 'បញ្ជូនទៅនីតិវិធីវិន័យ', 'Refer for discipline'),
  remedy('systemic_action', 'កែលម្អប្រព័ន្ធ ឬនីតិវិធី', 'Change the system or procedure'),
];
