import type { Bilingual } from '../../kernel/language.ts';

/** What the timeline says of a dispute's facts. Never what was said in it, nor of what one party does apart. */
interface Words {
  readonly to: 'all' | 'staff';
  readonly km: string;
  readonly en: string;
}

const all = (km: string, en: string): Words => ({ to: 'all', km, en });
const staff = (km: string, en: string): Words => ({ to: 'staff', km, en });

const words: Readonly<Record<string, Words>> = {
  'dispute.opened': all('បានបើកសំណុំរឿងដោះស្រាយវិវាទ', 'A dispute file was opened'),
  'dispute.complete': all('បណ្តឹងគ្រប់គ្រាន់៖ រយៈពេលតាមច្បាប់ចាប់ផ្តើម', 'The complaint is complete: the statutory time runs'),
  'dispute.more_requested': all('បានស្នើសុំព័ត៌មានបន្ថែមសម្រាប់វិវាទ', 'More was asked for to complete the dispute'),
  'dispute.screened': staff('បានពិនិត្យបទល្មើសព្រហ្មទណ្ឌ', 'Screened for a crime'),
  'dispute.admitted': all('បានទទួលវិវាទ', 'The dispute was admitted'),
  'dispute.refused': all('វិវាទមិនអាចដោះស្រាយនៅទីនេះ', 'The dispute cannot be settled here'),
  'dispute.crime_referred': staff('បានបញ្ជូនបទល្មើសព្រហ្មទណ្ឌ', 'What may be a crime was referred'),
  'dispute.consent_recorded': staff('បានកត់ត្រាការយល់ព្រមរបស់ភាគី', 'A party’s word on the mode was recorded'),
  'dispute.neutral_appointed': all('បានតែងតាំងអ្នកសម្រុះសម្រួល', 'A neutral was appointed'),
  'dispute.conflict_declared': staff(
    'អ្នកសម្រុះសម្រួលបានប្រកាសអំពីទំនាស់ផលប្រយោជន៍',
    'A neutral declared on conflicts of interest',
  ),
  'dispute.neutral_challenged': staff('ភាគីបានជំទាស់អ្នកសម្រុះសម្រួល', 'A party challenged a neutral'),
  'dispute.challenge_sustained': all('ការជំទាស់ត្រូវបានទទួលយក', 'A challenge was sustained'),
  'dispute.challenge_overruled': all('ការជំទាស់ត្រូវបានច្រានចោល', 'A challenge was overruled'),
  'dispute.invitation_answered': staff('ភាគីបានឆ្លើយការអញ្ជើញ', 'A party answered an invitation'),
  'dispute.neutral_replaced': all('បានជំនួសអ្នកសម្រុះសម្រួល', 'A neutral was replaced'),
  'dispute.session_set': staff('បានកំណត់កិច្ចប្រជុំ', 'A session was set'),
  'dispute.session_held': staff('កិច្ចប្រជុំបានប្រព្រឹត្តទៅ', 'A session took place'),
  'dispute.session_adjourned': staff('បានលើកពេលកិច្ចប្រជុំ', 'A session was adjourned'),
  'dispute.session_cancelled': staff('បានលុបកិច្ចប្រជុំ', 'A session was cancelled'),
  'dispute.minutes_written': staff('បានសរសេរកំណត់ហេតុ', 'Minutes were written'),
  'dispute.extended': all('បានពន្យារពេលតាមសំណើរួម', 'The time was extended by joint request'),
  'dispute.outcome_reported': all('បានសរសេរលទ្ធផលនៃវិវាទ', 'The outcome of the dispute was written down'),
  'dispute.signed': all('បានចុះហត្ថលេខា', 'The terms were signed'),
  'dispute.issued': all('បានចេញលទ្ធផលនៃវិវាទ', 'The outcome of the dispute was issued'),
  'dispute.certificate_issued': all('បានចេញវិញ្ញាបនបត្រមិនសម្រុះសម្រួលបាន', 'A certificate of non-settlement was issued'),
  'dispute.withdrawn': all('បានដកវិវាទ', 'The dispute was taken back'),
  'dispute.discontinued': all(
    'ការដោះស្រាយវិវាទបានបញ្ចប់ជាមួយការផ្លាស់ទីករណី',
    'The dispute ended because the case moved or ended',
  ),
  'dispute.late_filing_excused': all('ការដាក់បណ្តឹងយឺតត្រូវបានអនុគ្រោះ', 'The late filing was excused'),
  'dispute.nadr_consent_recorded': staff('បានកត់ត្រាការយល់ព្រមទៅអាជ្ញាធរ', 'A party’s word on the NADR was recorded'),
  'dispute.no_longer_fits': all(
    'កិច្ចប្រជុំដែលនៅសល់មិនទាន់កាលកំណត់តាមច្បាប់ទៀតទេ',
    'No further meeting fits before the statutory date',
  ),
  'regulator.filed_too_early': all(
    'បណ្តឹងទៅ ន.ស.ស. មកមុនពេល៖ បានបញ្ជូនត្រឡប់មកថ្នាក់ទីមួយ',
    'The complaint to the Regulator came too early: it was sent back to level one',
  ),
  'dispute.court_referred': all('បានបញ្ជូនទៅតុលាការ', 'Referred to the court'),
  'dispute.nadr_referred': all('បានបញ្ជូនទៅអាជ្ញាធរដោះស្រាយវិវាទក្រៅប្រព័ន្ធតុលាការ', 'Referred to the NADR'),
  'dispute.enforcement_referred': all('បានបញ្ជូនដើម្បីអនុវត្ត', 'Referred for enforcement'),
  'dispute.award_opposed': all('ភាគីបានជំទាស់សេចក្តីសម្រេច', 'A party opposed the award'),
  'dispute.sealed': staff('បានបិទត្រាសំណុំរឿង', 'The dispute file was sealed'),
  'obligation.reported': all('មានការរាយការណ៍ថាបានបំពេញកាតព្វកិច្ច', 'An obligation was reported as met'),
  'obligation.confirmed': all('បានបញ្ជាក់ថាកាតព្វកិច្ចបានបំពេញ', 'An obligation was confirmed as met'),
  'obligation.disputed': all('មានការតវ៉ាថាកាតព្វកិច្ចមិនទាន់បំពេញ', 'An obligation is said not to be met'),
  'obligation.breached': all('កាតព្វកិច្ចមិនបានបំពេញតាមកាលកំណត់', 'An obligation was not met by its day'),
};

export interface DisputeTelling {
  readonly to: 'all' | 'staff';
  text(): Bilingual;
}

/** The same as tellings of the timeline. */
export const disputeTellings: Readonly<Record<string, DisputeTelling>> = Object.fromEntries(
  Object.entries(words).map(([event, { to, km, en }]) => [event, { to, text: () => ({ km, en }) }]),
);
