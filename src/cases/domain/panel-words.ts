import type { Bilingual } from '../../kernel/language.ts';

interface Telling {
  readonly to: 'all' | 'staff';
  text(): Bilingual;
}

const say = (to: Telling['to'], km: string, en: string): Telling => ({ to, text: () => ({ km, en }) });

/** What the timeline says of a review panel: that it was appointed and signed; never how anybody voted. */
export const panelTellings: Readonly<Record<string, Telling>> = {
  'panel.appointed': say('all', 'បានតែងតាំងក្រុមពិនិត្យបីនាក់', 'A review panel of three was appointed'),
  'panel.declared': say(
    'staff',
    'សមាជិកក្រុមពិនិត្យបានប្រកាសអំពីទំនាស់ផលប្រយោជន៍',
    'A member of the panel declared on conflicts of interest',
  ),
  'panel.member_replaced': say('staff', 'បានជំនួសសមាជិកក្រុមពិនិត្យ', 'A member of the panel was replaced'),
  'panel.voted': say('staff', 'សមាជិកក្រុមពិនិត្យបានបោះឆន្ទៈ', 'A member of the panel voted'),
  'panel.signed': say('all', 'ក្រុមពិនិត្យបានចុះហត្ថលេខាលើសេចក្តីសម្រេច', 'The review panel signed its decision'),
  'panel.awaited': say('staff', 'បានជូនដំណឹងសមាជិកក្រុមពិនិត្យថាត្រូវធ្វើអ្វី', 'A member was told what the panel waits for'),
  'panel.ended': say('staff', 'ក្រុមពិនិត្យបានបញ្ចប់ដោយគ្មានសេចក្តីសម្រេច', 'The panel ended without a decision'),
};
