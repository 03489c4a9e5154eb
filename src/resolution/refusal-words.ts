/** Rules of disputes: what stands in the way, and what to do instead. Both languages side by side, so that they stay one text. */
const rules = {
  protected_case_refused: [
    'Protected cases never enter dispute resolution: the protection desk handles them.',
    'ករណីដែលត្រូវការពារមិនចូលការដោះស្រាយវិវាទឡើយ៖ តុការពារជាអ្នកចាត់ការ។',
  ],
  anonymous_cannot_dispute: [
    'A dispute needs parties with names: ask the complainant whether to be named, or decide the case.',
    'វិវាទត្រូវការភាគីមានឈ្មោះ៖ សូមសួរម្ចាស់បណ្តឹងថាព្រមឱ្យដឹងឈ្មោះឬទេ ឬសម្រេចករណីនេះ។',
  ],
  dispute_needs_acknowledged_case: [
    'Acknowledge the case first; a case that is decided or ended opens no dispute.',
    'សូមទទួលស្គាល់ករណីជាមុនសិន; ករណីដែលសម្រេច ឬបញ្ចប់ហើយ បើកវិវាទមិនបានទេ។',
  ],
  no_dispute_at_this_tier: [
    'Disputes are settled at the committee, the Regulator, the operator or the policy level: pass the case up, or decide it here.',
    'វិវាទដោះស្រាយនៅគណៈកម្មការ ន.ស.ស. ប្រតិបត្តិករ ឬថ្នាក់គោលនយោបាយ៖ សូមបញ្ជូនករណីឡើង ឬសម្រេចនៅទីនេះ។',
  ],
  dispute_is_open: [
    'A dispute file is open for this case: go on with that one.',
    'ករណីនេះមានសំណុំរឿងវិវាទបើករួចហើយ៖ សូមបន្តលើសំណុំរឿងនោះ។',
  ],
  mode_needs_agreement: [
    'Arbitration rests on an agreement of the parties: open it by agreement.',
    'មជ្ឈត្តកម្មត្រូវមានការព្រមព្រៀងពីភាគី៖ សូមបើកតាមការព្រមព្រៀង។',
  ],
  agreement_needs_failed_conciliation: [
    'Conciliation comes first: a dispute by agreement follows when it has failed.',
    'ការផ្សះផ្សាធ្វើជាមុន៖ វិវាទតាមការព្រមព្រៀងមកក្រោយ ពេលផ្សះផ្សាមិនបាន។',
  ],
  screening_is_over: [
    'The dispute has an outcome: what turns up now is referred from the case itself.',
    'វិវាទមានលទ្ធផលហើយ៖ អ្វីដែលលេចឡើងឥឡូវ ត្រូវបញ្ជូនពីករណីផ្ទាល់។',
  ],
  complaint_is_admitted: [
    'The dispute is past admission: add what is new in a session or its minutes.',
    'វិវាទត្រូវបានទទួលហើយ៖ សូមដាក់អ្វីថ្មីក្នុងកិច្ចប្រជុំ ឬកំណត់ហេតុ។',
  ],
  matter_is_referred_by_law: [
    'The law has this matter referred, not settled (Law on Social Security Schemes 2019, Art. 99): decide the case as referred.',
    'ច្បាប់ឱ្យបញ្ជូនរឿងនេះ មិនមែនសម្រុះសម្រួលទេ (ច្បាប់ស្តីពីរបបសន្តិសុខសង្គម ២០១៩ មាត្រា ៩៩)៖ សូមសម្រេចជាការបញ្ជូនបន្ត។',
  ],
  criminal_screen_missing: [
    'Say first whether the facts speak of a crime.',
    'សូមបញ្ជាក់ជាមុនថាតើអង្គហេតុជាបទល្មើសព្រហ្មទណ្ឌឬទេ។',
  ],
  crime_is_never_conciliated: [
    'A crime is never conciliated: refer it.',
    'បទល្មើសព្រហ្មទណ្ឌមិនអាចផ្សះផ្សាបានទេ៖ សូមបញ្ជូនទៅស្ថាប័នមានសមត្ថកិច្ច។',
  ],
  no_crime_screened: [
    'Nothing was found that speaks of a crime: screen the dispute anew first.',
    'មិនមានការរកឃើញបទល្មើសទេ៖ សូមពិនិត្យម្តងទៀតជាមុន។',
  ],
  level_one_not_exhausted: [
    'The committee of the operator comes first (Law on Social Security Schemes 2019, Art. 91): send the case there; nothing is lost.',
    'ត្រូវឆ្លងកាត់គណៈកម្មការរបស់ប្រតិបត្តិករជាមុន (ច្បាប់ ២០១៩ មាត្រា ៩១)៖ សូមបញ្ជូនករណីទៅទីនោះ គ្មានអ្វីបាត់បង់ទេ។',
  ],
  two_sides_needed: ['A dispute has two sides: add the other party.', 'វិវាទត្រូវមានពីរភាគី៖ សូមបន្ថែមភាគីម្ខាងទៀត។'],
  complaint_incomplete: [
    'Something that Decision 017 asks for is missing: look at the list of what is missing, and ask for it.',
    'នៅខ្វះអ្វីដែលសេចក្តីសម្រេច ០១៧ តម្រូវ៖ សូមមើលបញ្ជីអ្វីដែលខ្វះ រួចស្នើសុំ។',
  ],
  received_before_filing: [
    'Name a time between the filing of the case and now.',
    'សូមបញ្ជាក់ពេលវេលាចន្លោះពីការដាក់បណ្តឹងដល់ឥឡូវ។',
  ],
  parties_are_fixed: [
    'The parties are fixed once there is an outcome: open a case of its own for somebody else.',
    'ភាគីមិនអាចប្តូរទេក្រោយមានលទ្ធផល៖ សូមបើកករណីផ្សេងសម្រាប់អ្នកថ្មី។',
  ],
  dispute_is_over: ['The dispute is over.', 'វិវាទបានបញ្ចប់ហើយ។'],
  mandate_lapsed: [
    'The mandate ended on {until}: ask for a new one, or hear the party itself.',
    'លិខិតប្រគល់សិទ្ធិផុតកំណត់នៅថ្ងៃ {until}៖ សូមសុំថ្មី ឬស្តាប់ភាគីផ្ទាល់។',
  ],
  mandate_revoked: [
    'The mandate was revoked: hear the party itself, or whoever it sends now.',
    'លិខិតប្រគល់សិទ្ធិត្រូវបានដកហូត៖ សូមស្តាប់ភាគីផ្ទាល់ ឬអ្នកដែលភាគីចាត់តាំងឥឡូវ។',
  ],
  mandate_not_yet_valid: [
    'The mandate does not hold yet: hear the party itself until then.',
    'លិខិតប្រគល់សិទ្ធិមិនទាន់មានសុពលភាព៖ សូមស្តាប់ភាគីផ្ទាល់សិន។',
  ],
  mandate_not_proven: [
    'No mandate was shown: ask for it, or hear the party itself.',
    'មិនទាន់បានបង្ហាញលិខិតប្រគល់សិទ្ធិ៖ សូមស្នើសុំ ឬស្តាប់ភាគីផ្ទាល់។',
  ],
  consent_has_its_time: [
    'Consent is said after admission and before the outcome.',
    'ការយល់ព្រមធ្វើក្រោយទទួលវិវាទ និងមុនលទ្ធផល។',
  ],
  consent_missing: [
    'Not every party consents to the mode (arbitration: by a signed agreement): ask them, or report that it failed.',
    'មិនទាន់គ្រប់ភាគីយល់ព្រមទេ (មជ្ឈត្តកម្ម៖ កិច្ចព្រមព្រៀងមានហត្ថលេខា)៖ សូមសួរ ឬរាយការណ៍ថាមិនបានសម្រេច។',
  ],
  declaration_missing: [
    'The panel is not whole, or a neutral has not declared: wait for every declaration.',
    'ក្រុមមិនទាន់គ្រប់ ឬអ្នកសម្រុះសម្រួលមិនទាន់ប្រកាសទំនាស់ផលប្រយោជន៍៖ សូមរង់ចាំ។',
  ],
  challenge_period_open: [
    'The parties may still challenge the neutrals, or a challenge waits: go on when that is over.',
    'ភាគីនៅអាចជំទាស់អ្នកសម្រុះសម្រួល ឬមានការជំទាស់កំពុងពិនិត្យ៖ សូមបន្តពេលចប់។',
  ],
  appointment_needs_consents: [
    'Neutrals are appointed once every party has consented and while a seat is free.',
    'តែងតាំងអ្នកសម្រុះសម្រួលក្រោយគ្រប់ភាគីយល់ព្រម ហើយមានកន្លែងទំនេរ។',
  ],
  panel_is_full: ['Every seat is taken: replace somebody instead.', 'កន្លែងពេញហើយ៖ សូមជំនួសនរណាម្នាក់វិញ។'],
  panel_is_fixed: ['The panel is not changed any more.', 'ក្រុមមិនអាចប្តូរទៀតទេ។'],
  neutral_sits_already: ['They sit in this dispute: choose somebody else.', 'គាត់អង្គុយក្នុងវិវាទនេះហើយ៖ សូមជ្រើសអ្នកផ្សេង។'],
  neutral_declared_conflict: [
    'They declared a conflict here, or were challenged with success: choose somebody else.',
    'គាត់បានប្រកាសទំនាស់ផលប្រយោជន៍ ឬត្រូវបានជំទាស់ដោយជោគជ័យ៖ សូមជ្រើសអ្នកផ្សេង។',
  ],
  neutral_is_barred: [
    'They are named in the case, or decided or handled it before: choose somebody else.',
    'គាត់មានឈ្មោះក្នុងករណី ឬធ្លាប់សម្រេច ឬចាត់ការវា៖ សូមជ្រើសអ្នកផ្សេង។',
  ],
  neutral_of_accused_office: [
    'They sit at an office that the case is about: choose somebody of another office.',
    'គាត់នៅការិយាល័យដែលករណីនេះប្តឹង៖ សូមជ្រើសអ្នកការិយាល័យផ្សេង។',
  ],
  neutral_not_on_roster: ['They are not on the roster now: choose somebody else.', 'គាត់មិននៅក្នុងបញ្ជីទេ៖ សូមជ្រើសអ្នកផ្សេង។'],
  neutral_not_for_mode: [
    'They do not sit in this mode: choose somebody who does.',
    'គាត់មិនធ្វើតាមរបៀបនេះទេ៖ សូមជ្រើសអ្នកដែលធ្វើ។',
  ],
  neutral_is_away: ['They are away: choose somebody else.', 'គាត់អវត្តមាន៖ សូមជ្រើសអ្នកផ្សេង។'],
  declaration_has_its_time: ['There is nothing to declare now.', 'គ្មានអ្វីត្រូវប្រកាសឥឡូវទេ។'],
  declared_already: [
    'You have declared already: ask to be replaced if something has come up.',
    'អ្នកបានប្រកាសហើយ៖ បើមានអ្វីកើតឡើង សូមសុំជំនួស។',
  ],
  challenge_has_its_time: [
    'A challenge is made in the three working days after the declarations.',
    'ការជំទាស់ធ្វើក្នុងបីថ្ងៃធ្វើការក្រោយការប្រកាស។',
  ],
  challenge_too_late: ['The three working days for a challenge are over.', 'បីថ្ងៃធ្វើការសម្រាប់ជំទាស់ផុតហើយ។'],
  challenged_already: ['This party has challenged this neutral already.', 'ភាគីនេះបានជំទាស់អ្នកសម្រុះសម្រួលនេះហើយ។'],
  no_challenge_waits: ['No challenge waits to be decided.', 'គ្មានការជំទាស់រង់ចាំសម្រេចទេ។'],
  challenge_decider_sits: [
    'Whoever has sat in the dispute decides no challenge in it: a colleague does.',
    'អ្នកដែលអង្គុយក្នុងវិវាទ មិនសម្រេចការជំទាស់ក្នុងវិវាទនោះទេ៖ សូមឱ្យមិត្តរួមការងារសម្រេច។',
  ],
  sessions_have_their_time: [
    'Sessions come after consents, declarations and the time to challenge.',
    'កិច្ចប្រជុំធ្វើក្រោយការយល់ព្រម ការប្រកាស និងពេលជំទាស់។',
  ],
  session_needs_a_length: ['A session ends after it begins, the same day.', 'កិច្ចប្រជុំត្រូវចប់ក្រោយចាប់ផ្តើម ក្នុងថ្ងៃតែមួយ។'],
  session_inside_notice_period: [
    'An invitation comes at least five whole working days before the session: choose a time after {after}.',
    'ការអញ្ជើញត្រូវមកយ៉ាងតិចប្រាំថ្ងៃធ្វើការមុនកិច្ចប្រជុំ៖ សូមជ្រើសពេលក្រោយ {after}។',
  ],
  session_past_statutory_date: [
    'The statutory date is {until}: hold the session before it, or report that conciliation failed.',
    'កាលកំណត់តាមច្បាប់គឺ {until}៖ សូមប្រជុំមុននោះ ឬរាយការណ៍ថាផ្សះផ្សាមិនបាន។',
  ],
  session_not_on_working_day: ['Choose a working day.', 'សូមជ្រើសថ្ងៃធ្វើការ។'],
  neutral_double_booked: [
    'A neutral sits elsewhere at that time: choose another time.',
    'អ្នកសម្រុះសម្រួលជាប់នៅកន្លែងផ្សេងពេលនោះ៖ សូមជ្រើសពេលផ្សេង។',
  ],
  room_double_booked: [
    'The room is taken at that time: choose another room or time.',
    'បន្ទប់មានគេប្រើពេលនោះ៖ សូមជ្រើសបន្ទប់ ឬពេលផ្សេង។',
  ],
  session_is_over: ['The session took place or was cancelled: set another one.', 'កិច្ចប្រជុំបានធ្វើ ឬលុបចោលហើយ៖ សូមកំណត់ថ្មី។'],
  session_not_begun: ['The session has not begun: it is set for {at}.', 'កិច្ចប្រជុំមិនទាន់ចាប់ផ្តើម៖ កំណត់នៅ {at}។'],
  party_not_served: [
    'An absent party was not served in time: record the proof of service, or adjourn with a new invitation.',
    'ភាគីអវត្តមានមិនបានទទួលការអញ្ជើញទាន់ពេល៖ សូមកត់ភស្តុតាងនៃការជូនដំណឹង ឬលើកពេលដោយអញ្ជើញថ្មី។',
  ],
  attendance_incomplete: ['Say of every party called whether it came.', 'សូមបញ្ជាក់វត្តមានរបស់ភាគីដែលបានអញ្ជើញទាំងអស់។'],
  minutes_need_held_session: ['Minutes are of a session that took place.', 'កំណត់ហេតុធ្វើសម្រាប់កិច្ចប្រជុំដែលបានប្រព្រឹត្តទៅ។'],
  late_filing_not_excused: [
    'It was filed after its thirty working days: excuse that with a reason, or refuse the dispute.',
    'បណ្ដឹងដាក់ក្រោយរយៈពេលសាមសិបថ្ងៃធ្វើការ៖ សូមអនុគ្រោះដោយមានហេតុផល ឬបដិសេធវិវាទ។',
  ],
  filing_is_in_time: ['It was filed in time: there is nothing to excuse.', 'បណ្ដឹងដាក់ទាន់ពេល៖ មិនមានអ្វីត្រូវអនុគ្រោះទេ។'],
  minutes_not_approved: [
    'Have the minutes approved by every party that attended, or say why they are not.',
    'សូមឱ្យភាគីដែលបានចូលរួមអនុម័តកំណត់ហេតុ ឬបញ្ជាក់មូលហេតុដែលមិនបានអនុម័ត។',
  ],
  nadr_needs_consents: [
    'Every party opts into the NADR: record the word of each first.',
    'ភាគីទាំងអស់ត្រូវយល់ព្រមទៅអាជ្ញាធរនោះ៖ សូមកត់ត្រាការយល់ព្រមរបស់ភាគីនីមួយៗជាមុន។',
  ],
  minutes_missing: ['Write the minutes of every session that took place first.', 'សូមសរសេរកំណត់ហេតុនៃកិច្ចប្រជុំទាំងអស់ជាមុន។'],
  approver_did_not_attend: ['Minutes are approved by who attended.', 'កំណត់ហេតុអនុម័តដោយអ្នកដែលបានចូលរួម។'],
  notes_are_for_separate_sessions: [
    'Notes of your own are kept of separate sessions; a joint session has minutes.',
    'កំណត់ចំណាំផ្ទាល់ខ្លួនសម្រាប់កិច្ចប្រជុំដាច់ដោយឡែក; កិច្ចប្រជុំរួមមានកំណត់ហេតុ។',
  ],
  notes_passphrase_missing: ['Set the passphrase of your notes first.', 'សូមកំណត់ឃ្លាសម្ងាត់សម្រាប់កំណត់ចំណាំជាមុន។'],
  notes_passphrase_wrong: ['This passphrase does not open your notes.', 'ឃ្លាសម្ងាត់នេះបើកកំណត់ចំណាំមិនបានទេ។'],
  notes_passphrase_set: [
    'You have a passphrase already: another one would not open the notes there are.',
    'អ្នកមានឃ្លាសម្ងាត់រួចហើយ៖ ឃ្លាថ្មីនឹងបើកកំណត់ចំណាំដែលមានមិនបានទេ។',
  ],
  offers_have_their_time: ['Offers are made before the outcome is signed.', 'សំណើធ្វើមុនចុះហត្ថលេខាលើលទ្ធផល។'],
  extension_has_its_time: ['More time is asked for before there is an outcome.', 'ការសុំពន្យារពេលធ្វើមុនមានលទ្ធផល។'],
  extension_past_limit: [
    'No extension passes {until}: ask for a day up to then, or report that it failed.',
    'ការពន្យារមិនអាចហួស {until} ទេ៖ សូមសុំត្រឹមថ្ងៃនោះ ឬរាយការណ៍ថាមិនបានសម្រេច។',
  ],
  extension_moves_nothing: ['Name a day after the one that stands now.', 'សូមបញ្ជាក់ថ្ងៃក្រោយថ្ងៃដែលកំណត់ឥឡូវ។'],
  outcome_needs_sessions: ['An outcome follows sessions.', 'លទ្ធផលមកក្រោយកិច្ចប្រជុំ។'],
  no_session_with_notice: [
    'No session took place to which every party was invited in time: hold one first.',
    'មិនទាន់មានកិច្ចប្រជុំដែលគ្រប់ភាគីបានអញ្ជើញទាន់ពេល៖ សូមធ្វើជាមុន។',
  ],
  award_needs_arbitration: [
    'Only arbitration ends in an award: report an agreement instead.',
    'មានតែមជ្ឈត្តកម្មទេដែលចប់ដោយសេចក្តីសម្រេច៖ សូមរាយការណ៍ជាការព្រមព្រៀង។',
  ],
  failure_needs_ground: [
    'Failure is reported when a party refuses, after a session, or once the date has passed.',
    'ការបរាជ័យរាយការណ៍បានពេលភាគីបដិសេធ ក្រោយកិច្ចប្រជុំ ឬពេលហួសកាលកំណត់។',
  ],
  nothing_to_sign: ['There are no terms to sign.', 'គ្មានខសន្យាសម្រាប់ចុះហត្ថលេខាទេ។'],
  terms_changed: [
    'The terms are not those that were read: read them again and sign those.',
    'ខសន្យាមិនដូចអ្វីដែលបានអានទេ៖ សូមអានម្តងទៀត រួចចុះហត្ថលេខាលើខសន្យាថ្មី។',
  ],
  signed_already: ['This signature is there already.', 'ហត្ថលេខានេះមានហើយ។'],
  party_has_no_safe_phone: [
    'There is no telephone to which a code may safely go: have the terms signed on paper, attested by two officers.',
    'គ្មានលេខទូរស័ព្ទដែលផ្ញើលេខកូដបានដោយសុវត្ថិភាព៖ សូមចុះហត្ថលេខាលើក្រដាស បញ្ជាក់ដោយមន្ត្រីពីររូប។',
  ],
  code_wrong: ['The code is not right.', 'លេខកូដមិនត្រឹមត្រូវ។'],
  code_expired: ['The code is too old: have another one sent.', 'លេខកូដផុតកំណត់៖ សូមឱ្យផ្ញើថ្មី។'],
  code_used_up: ['The code was mistyped too often: have another one sent.', 'វាយលេខកូដខុសច្រើនដង៖ សូមឱ្យផ្ញើថ្មី។'],
  code_not_sent: ['Have a code sent first.', 'សូមឱ្យផ្ញើលេខកូដជាមុន។'],
  outcome_missing: ['Write down the outcome first.', 'សូមសរសេរលទ្ធផលជាមុន។'],
  signatures_missing: [
    'Not everybody has signed these terms: have them signed, or report what failed.',
    'មិនទាន់គ្រប់គ្នាចុះហត្ថលេខាលើខសន្យានេះទេ៖ សូមឱ្យចុះហត្ថលេខា ឬរាយការណ៍ចំណុចដែលមិនបានសម្រេច។',
  ],
  no_obligation_open: ['Nothing is owed in this dispute now.', 'គ្មានកាតព្វកិច្ចនៅសល់ក្នុងវិវាទនេះទេ។'],
  not_the_debtor: ['Whoever owes it reports it.', 'អ្នកជំពាក់ជាអ្នករាយការណ៍។'],
  not_the_creditor: ['Whoever it is owed to answers.', 'អ្នកដែលត្រូវទទួលជាអ្នកឆ្លើយ។'],
  obligation_is_settled: ['This obligation is settled.', 'កាតព្វកិច្ចនេះបានដោះស្រាយហើយ។'],
  nothing_reported_yet: [
    'Nobody has reported it as done yet: it is watched until its day.',
    'មិនទាន់មានអ្នករាយការណ៍ថាបានធ្វើទេ៖ កំពុងតាមដានដល់ថ្ងៃកំណត់។',
  ],
  no_obligation_breached: [
    'Only what was not done by its day is referred for enforcement.',
    'បញ្ជូនទៅអនុវត្តតែកាតព្វកិច្ចដែលមិនបានធ្វើតាមថ្ងៃកំណត់។',
  ],
  obligations_open: [
    'What was agreed in the dispute is still owed: the case is closed when that is done or referred.',
    'អ្វីដែលបានព្រមព្រៀងក្នុងវិវាទនៅមិនទាន់បំពេញ៖ ករណីបិទពេលបំពេញ ឬបញ្ជូនហើយ។',
  ],
  referral_needs_outcome: ['A referral follows an outcome.', 'ការបញ្ជូនមកក្រោយលទ្ធផល។'],
  court_needs_failed_points: ['Only points without agreement are referred.', 'បញ្ជូនតែចំណុចដែលគ្មានការព្រមព្រៀង។'],
  referred_already: ['It is referred there already.', 'បានបញ្ជូនទៅទីនោះហើយ។'],
  no_award_to_oppose: ['Only an award is opposed.', 'ជំទាស់បានតែសេចក្តីសម្រេចមជ្ឈត្តកម្ម។'],
  opposition_too_late: ['The time to oppose the award is over.', 'ពេលជំទាស់សេចក្តីសម្រេចផុតហើយ។'],
  dispute_is_not_over: ['A dispute is sealed when it is over.', 'វិវាទបិទត្រាពេលបានបញ្ចប់។'],
} as const satisfies Readonly<Record<string, readonly [en: string, km: string]>>;

const fields = {
  unknown_party: ['There is no such party in the dispute.', 'មិនមានភាគីនេះក្នុងវិវាទទេ។'],
  same_party: ['A party owes nothing to itself.', 'ភាគីមិនជំពាក់ខ្លួនឯងទេ។'],
  failure_has_no_terms: ['Where conciliation failed there are no terms.', 'បើផ្សះផ្សាមិនបាន គ្មានខសន្យាទេ។'],
  unknown_neutral: ['There is nobody on the roster with this id.', 'មិនមានអ្នកនេះក្នុងបញ្ជីអ្នកសម្រុះសម្រួលទេ។'],
  absence_ends_before_it_begins: ['An absence ends before it begins.', 'អវត្តមានបញ្ចប់មុនថ្ងៃចាប់ផ្តើម។'],
  cannot_sit: ['People of this role do not sit as neutrals.', 'អ្នកមានតួនាទីនេះមិនធ្វើជាអ្នកសម្រុះសម្រួលទេ។'],
} as const satisfies Readonly<Record<string, readonly [en: string, km: string]>>;

type Side<T extends Readonly<Record<string, readonly [string, string]>>> = { readonly [K in keyof T]: string };

function side<T extends Readonly<Record<string, readonly [string, string]>>>(of: T, at: 0 | 1): Side<T> {
  return Object.fromEntries(Object.entries(of).map(([key, words]) => [key, words[at]])) as Side<T>;
}

export const disputeRules = { en: side(rules, 0), km: side(rules, 1) };
export const disputeFields = { en: side(fields, 0), km: side(fields, 1) };
