/** Rules of review panels: what stands in the way, and what to do instead. Both languages side by side, so that they stay one text. */
const rules = {
  decide_needs_panel: [
    'At this level a panel of three decides, nobody alone. Appoint the panel; each member declares that no conflict stands in the way and votes; then its chair signs, and the case is decided.',
    'នៅថ្នាក់នេះ ក្រុមបីនាក់ជាអ្នកសម្រេច គ្មានអ្នកណាសម្រេចតែម្នាក់ឯងទេ។ សូមតែងតាំងក្រុម; សមាជិកម្នាក់ៗប្រកាសថាគ្មានទំនាស់ផលប្រយោជន៍ រួចបោះឆន្ទៈ; បន្ទាប់មកប្រធានក្រុមចុះហត្ថលេខា ទើបករណីត្រូវបានសម្រេច។',
  ],
  no_panel_at_this_tier: [
    'Where this case stands no panel decides: decide it as usual.',
    'ថ្នាក់ដែលករណីនេះស្ថិតនៅ មិនសម្រេចដោយក្រុមទេ៖ សូមសម្រេចតាមធម្មតា។',
  ],
  panel_needs_undecided_case: [
    'The case is decided or ended: a panel is for a case that waits for its decision.',
    'ករណីនេះសម្រេច ឬបញ្ចប់ហើយ៖ ក្រុមសម្រាប់តែករណីដែលរង់ចាំសេចក្តីសម្រេច។',
  ],
  panel_is_appointed: [
    'This case has a panel: replace a member, if one cannot go on.',
    'ករណីនេះមានក្រុមរួចហើយ៖ បើសមាជិកណាបន្តមិនបាន សូមជំនួស។',
  ],
  panel_not_appointed: ['This case has no panel yet: appoint it first.', 'ករណីនេះមិនទាន់មានក្រុមទេ៖ សូមតែងតាំងជាមុន។'],
  panel_is_over: [
    'This panel has signed or ended: what it said stands.',
    'ក្រុមនេះបានចុះហត្ថលេខា ឬបញ្ចប់ហើយ៖ អ្វីដែលបានសម្រេចនៅដដែល។',
  ],
  panel_members_only: [
    'This is for the members of the panel. Whoever keeps the case appoints and replaces them.',
    'ការនេះសម្រាប់តែសមាជិកក្រុម។ អ្នកទទួលបន្ទុកករណីជាអ្នកតែងតាំង និងជំនួសសមាជិក។',
  ],
  panel_declared_already: [
    'You have declared. If a conflict has come up since, ask to be replaced.',
    'អ្នកបានប្រកាសរួចហើយ។ បើមានទំនាស់ផលប្រយោជន៍ក្រោយមក សូមស្នើឱ្យគេជំនួស។',
  ],
  panel_declare_first: [
    'Declare first whether a conflict of interest stands in the way.',
    'សូមប្រកាសជាមុនថាតើមានទំនាស់ផលប្រយោជន៍ឬទេ។',
  ],
  panel_seat_is_empty: [
    'A seat of the panel is empty: whoever keeps the case puts somebody there first.',
    'ក្រុមខ្វះសមាជិក៖ អ្នកទទួលបន្ទុកករណីត្រូវតែងតាំងអ្នកជំនួសជាមុន។',
  ],
  panel_declarations_missing: [
    'Not every member has declared yet: voting begins when all three have.',
    'សមាជិកមិនទាន់ប្រកាសគ្រប់គ្នាទេ៖ ការបោះឆន្ទៈចាប់ផ្តើមពេលទាំងបីនាក់ប្រកាសរួច។',
  ],
  panel_chair_signs: [
    'The chair of the panel signs, nobody else. If the chair cannot, replace the chair.',
    'មានតែប្រធានក្រុមទេដែលចុះហត្ថលេខា។ បើប្រធានធ្វើមិនបាន សូមជំនួសប្រធាន។',
  ],
  panel_votes_missing: [
    'Not every member has voted yet: sign when all three have. Who cannot vote is replaced.',
    'សមាជិកមិនទាន់បោះឆន្ទៈគ្រប់គ្នាទេ៖ សូមចុះហត្ថលេខាពេលទាំងបីនាក់បោះរួច។ អ្នកដែលបោះមិនបាន ត្រូវជំនួស។',
  ],
  panel_no_majority: [
    'No outcome has two votes. Bring the members together, compare the reasons, and have whoever changes their mind vote again; sign once two agree. A member who cannot go on is replaced.',
    'គ្មានលទ្ធផលណាបានពីរសំឡេងទេ។ សូមជួបប្រជុំសមាជិក ប្រៀបធៀបហេតុផល ហើយឱ្យអ្នកដែលប្តូរយោបល់បោះឆន្ទៈម្តងទៀត; ចុះហត្ថលេខាពេលមានពីរនាក់យល់ព្រមគ្នា។ សមាជិកដែលបន្តមិនបាន ត្រូវជំនួស។',
  ],
  panel_appointer_is_barred: [
    'You are named in the case, handled it below or declared a conflict: somebody else appoints the panel.',
    'អ្នកមានឈ្មោះក្នុងករណី ធ្លាប់ចាត់ការនៅថ្នាក់ក្រោម ឬបានប្រកាសទំនាស់ផលប្រយោជន៍៖ ត្រូវឱ្យអ្នកផ្សេងតែងតាំងក្រុម។',
  ],
  panel_member_is_barred: [
    'A member is named in the case or handled it below: appoint or put somebody else in that place.',
    'សមាជិកម្នាក់មានឈ្មោះក្នុងករណី ឬធ្លាប់ចាត់ការនៅថ្នាក់ក្រោម៖ សូមតែងតាំង ឬជំនួសដោយអ្នកផ្សេង។',
  ],
  panel_member_declared_conflict: [
    'This person declared a conflict of interest in this case: appoint somebody else.',
    'អ្នកនេះបានប្រកាសទំនាស់ផលប្រយោជន៍ក្នុងករណីនេះ៖ សូមតែងតាំងអ្នកផ្សេង។',
  ],
  panel_member_sits_already: [
    'This person sits in the panel already: appoint somebody else.',
    'អ្នកនេះជាសមាជិកក្រុមរួចហើយ៖ សូមតែងតាំងអ្នកផ្សេង។',
  ],
  panel_member_is_suspended: [
    'This person is struck from the roster for the time being: appoint somebody else.',
    'អ្នកនេះត្រូវបានផ្អាកពីបញ្ជីជាបណ្តោះអាសន្ន៖ សូមតែងតាំងអ្នកផ្សេង។',
  ],
  panel_member_is_away: [
    'This person is away today: appoint somebody else.',
    'អ្នកនេះអវត្តមាននៅថ្ងៃនេះ៖ សូមតែងតាំងអ្នកផ្សេង។',
  ],
} as const satisfies Readonly<Record<string, readonly [en: string, km: string]>>;

const fields = {
  three_members: ['Choose three different people.', 'សូមជ្រើសរើសមនុស្សបីនាក់ផ្សេងគ្នា។'],
  chair_is_a_member: ['The chair is one of the three members.', 'ប្រធានត្រូវជាម្នាក់ក្នុងចំណោមសមាជិកទាំងបី។'],
  unknown_member: [
    'Nobody of this body with that id may sit in a panel.',
    'មិនមានអ្នកនេះក្នុងស្ថាប័ននេះ ដែលអាចជាសមាជិកក្រុមបានទេ។',
  ],
  unknown_seat: ['There is no such seat to fill in the panel.', 'មិនមានកន្លែងនេះសម្រាប់ជំនួសក្នុងក្រុមទេ។'],
} as const satisfies Readonly<Record<string, readonly [en: string, km: string]>>;

type Side<T extends Readonly<Record<string, readonly [string, string]>>> = { readonly [K in keyof T]: string };

function side<T extends Readonly<Record<string, readonly [string, string]>>>(of: T, at: 0 | 1): Side<T> {
  return Object.fromEntries(Object.entries(of).map(([key, words]) => [key, words[at]])) as Side<T>;
}

export const panelRules = { en: side(rules, 0), km: side(rules, 1) };
export const panelFields = { en: side(fields, 0), km: side(fields, 1) };
