import { Migration } from '@mikro-orm/migrations';

/**
 * Dispute files: who disputes, who sits, what was said and signed. What is personal is sealed with the case's key. Whoever
 * sees the case sees its dispute file, but for two parts with walls of their own: notes of separate sessions (that neutral
 * alone) and what was offered without prejudice (the sitting neutrals, while they sit).
 */
export class Resolution extends Migration {
  override up(): void {
    const ofCase = (table: string): void => {
      this.addSql(`
        grant select, insert, update on ${table} to samleng_app;
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy ${table}_read on ${table} for select using (
          (select acting_kind()) = 'system' or exists (select 1 from case_file c where c.id = ${table}.case_id));
        create policy ${table}_insert on ${table} for insert with check (acting_kind() <> '');
        create policy ${table}_update on ${table} for update using (
          (select acting_kind()) = 'system' or exists (select 1 from case_file c where c.id = ${table}.case_id));
      `);
    };

    // A point on a line of texts: ranges of it have an operator class for exclusion in PostgreSQL itself, so that no
    // extension is needed to forbid that one neutral or room is taken twice.
    this.addSql(`create type text_range as range (subtype = text, collation = "C")`);
    this.addSql(`grant usage on type text_range to samleng_app`);

    this.addSql(`
      create table neutral (
        person_id uuid primary key references person (id),
        office text not null references office (code),
        modes text[] not null,
        -- category codes, or * for all
        competences text[] not null,
        languages text[] not null,
        place text,
        absences jsonb not null default '[]',
        active boolean not null,
        changed_by uuid references person (id),
        changed_at timestamptz not null
      );
      grant select, insert, update on neutral to samleng_app;
      alter table neutral enable row level security;
      alter table neutral force row level security;
      create policy neutral_read on neutral for select using (acting_kind() in ('staff', 'system'));
      create policy neutral_write on neutral for insert with check (acting_kind() in ('staff', 'system'));
      create policy neutral_change on neutral for update using (acting_kind() in ('staff', 'system'));

      create table resolution_file (
        id uuid primary key,
        case_id uuid not null references case_file (id),
        level text not null check (level in ('committee', 'regulator', 'assistance', 'agreed')),
        tier text not null,
        office text not null references office (code),
        mode text not null check (mode in ('negotiation', 'conciliation', 'mediation', 'arbitration')),
        stage text not null check (stage in ('admissibility', 'consents', 'appointment', 'declarations', 'challenge_period',
          'sessions', 'outcome', 'signatures', 'obligations', 'closed', 'court', 'nadr', 'refused', 'discontinued', 'sealed')),
        -- one conciliator or three: Decision 017
        panel_size integer not null check (panel_size in (1, 3)),
        criminal_screen text not null default 'none' check (criminal_screen in ('none', 'clear', 'crime')),
        prior_level_done boolean not null,
        complete_at timestamptz,
        -- the day by which it is to be settled; moved by joint request, never past limit_at
        due_at timestamptz,
        limit_at timestamptz,
        limit_force text check (limit_force in ('law', 'policy', 'default', 'open')),
        challenge_until timestamptz,
        opposition_until timestamptz,
        opened_by uuid references person (id),
        opened_at timestamptz not null,
        ended_at timestamptz,
        end_reason text,
        sealed_end_reason bytea,
        sealed_at timestamptz,
        version integer not null default 1,
        check (due_at is null or limit_at is null or due_at <= limit_at)
      );
      -- one dispute under way a case
      create unique index resolution_file_one_open on resolution_file (case_id)
        where stage in ('admissibility', 'consents', 'appointment', 'declarations', 'challenge_period', 'sessions', 'outcome', 'signatures');
      create index resolution_file_case on resolution_file (case_id, opened_at);
      create index resolution_file_office on resolution_file (office, due_at, id)
        where stage in ('admissibility', 'consents', 'appointment', 'declarations', 'challenge_period', 'sessions', 'outcome', 'signatures', 'obligations');

      create table resolution_statement (
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        item text not null check (item in ('object', 'facts', 'claims', 'disputed_points')),
        sealed bytea not null,
        given_at timestamptz not null,
        primary key (file_id, item)
      );

      create table resolution_request (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        items text[] not null,
        sealed bytea not null,
        asked_by uuid references person (id),
        asked_at timestamptz not null,
        reply_due_at timestamptz not null
      );

      create table resolution_party (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        side text not null check (side in ('claimant', 'respondent', 'third')),
        kind text not null check (kind in ('member', 'beneficiary', 'employer', 'operator', 'other')),
        -- the complainant of the case, who acts with reference and receipt
        is_complainant boolean not null,
        office text references office (code),
        language text not null check (language in ('km', 'en')),
        sealed bytea not null,
        -- which items of the checklist are known, without their content
        known text[] not null,
        added_at timestamptz not null,
        changed_at timestamptz not null
      );
      create index resolution_party_file on resolution_party (file_id);
      create unique index resolution_party_one_complainant on resolution_party (file_id) where is_complainant;

      create table resolution_representative (
        id uuid primary key,
        party_id uuid not null references resolution_party (id),
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        sealed bytea not null,
        known text[] not null,
        valid_from date not null,
        valid_until date,
        proven boolean not null,
        revoked_at timestamptz,
        added_by uuid references person (id),
        added_at timestamptz not null,
        check (valid_until is null or valid_until >= valid_from)
      );
      create index resolution_representative_file on resolution_representative (file_id);

      create table resolution_consent (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        party_id uuid not null references resolution_party (id),
        mode text not null,
        given boolean not null,
        way text not null check (way in ('paper', 'receipt', 'in_person', 'phone')),
        agreement_signed boolean not null,
        representative_id uuid references resolution_representative (id),
        recorded_by uuid references person (id),
        at timestamptz not null
      );
      create index resolution_consent_file on resolution_consent (file_id, at);

      create table resolution_neutral (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        person_id uuid not null references person (id),
        appointed_by uuid references person (id),
        appointed_at timestamptz not null,
        declaration text not null default 'none' check (declaration in ('none', 'clear', 'conflict')),
        declared_at timestamptz,
        sealed_declaration bytea,
        ended_at timestamptz,
        end_reason text check (end_reason in ('conflict_declared', 'challenge_sustained', 'replaced')),
        sealed_end_reason bytea,
        -- whom they came for: the record of whoever left is kept
        replaces uuid references resolution_neutral (id),
        check ((declaration = 'none') = (declared_at is null)),
        check ((ended_at is null) = (end_reason is null)),
        -- a declared conflict and a seat do not go together
        check (declaration <> 'conflict' or ended_at is not null)
      );
      create unique index resolution_neutral_once on resolution_neutral (file_id, person_id) where ended_at is null;
      create index resolution_neutral_person on resolution_neutral (person_id) where ended_at is null;

      create table resolution_challenge (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        neutral_id uuid not null references resolution_neutral (id),
        challenged uuid not null references person (id),
        party_id uuid not null references resolution_party (id),
        sealed bytea not null,
        state text not null check (state in ('under_review', 'sustained', 'overruled')),
        filed_at timestamptz not null,
        decided_by uuid references person (id),
        decided_at timestamptz,
        sealed_decision bytea,
        check ((state = 'under_review') = (decided_by is null)),
        -- nobody decides a challenge of themselves
        check (decided_by <> challenged)
      );
      create index resolution_challenge_file on resolution_challenge (file_id);

      create table resolution_session (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        number integer not null,
        kind text not null check (kind in ('joint', 'separate')),
        -- the one party of a separate session
        party_id uuid references resolution_party (id),
        means text not null check (means in ('in_person', 'phone', 'video')),
        room text,
        sealed_link bytea,
        during tstzrange not null check (not isempty(during)),
        state text not null check (state in ('scheduled', 'held', 'cancelled')),
        adjourned_from uuid references resolution_session (id),
        sealed_reason bytea,
        scheduled_by uuid references person (id),
        scheduled_at timestamptz not null,
        held_at timestamptz,
        check ((kind = 'separate') = (party_id is not null)),
        unique (file_id, number)
      );

      -- what a session takes up: a neutral or a room, for a time
      create table resolution_booking (
        id uuid primary key,
        session_id uuid not null references resolution_session (id),
        case_id uuid not null references case_file (id),
        resource text not null,
        during tstzrange not null,
        released boolean not null default false,
        constraint resolution_booking_no_double exclude using gist (
          text_range(resource, resource, '[]') with &&, during with &&) where (not released)
      );
      create index resolution_booking_session on resolution_booking (session_id);

      create table resolution_invitation (
        id uuid primary key,
        session_id uuid not null references resolution_session (id),
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        party_id uuid not null references resolution_party (id),
        state text not null check (state in ('sent', 'delivered', 'read', 'returned')),
        sent_at timestamptz not null,
        unique (session_id, party_id)
      );

      -- proof of service: every step, never changed
      create table resolution_service (
        id uuid primary key,
        invitation_id uuid not null references resolution_invitation (id),
        case_id uuid not null references case_file (id),
        state text not null check (state in ('sent', 'delivered', 'read', 'returned')),
        channel text not null check (channel in ('sms', 'email', 'letter', 'in_person', 'phone')),
        sealed_proof bytea,
        recorded_by uuid references person (id),
        at timestamptz not null
      );
      create index resolution_service_invitation on resolution_service (invitation_id, at);

      create table resolution_attendance (
        session_id uuid not null references resolution_session (id),
        case_id uuid not null references case_file (id),
        party_id uuid not null references resolution_party (id),
        present boolean not null,
        representative_id uuid references resolution_representative (id),
        primary key (session_id, party_id)
      );

      create table resolution_minutes (
        session_id uuid primary key references resolution_session (id),
        case_id uuid not null references case_file (id),
        sealed bytea not null,
        text_hash bytea not null,
        written_by uuid references person (id),
        written_at timestamptz not null
      );

      create table resolution_minutes_approval (
        session_id uuid not null references resolution_minutes (session_id),
        case_id uuid not null references case_file (id),
        party_id uuid not null references resolution_party (id),
        text_hash bytea not null,
        way text not null check (way in ('paper', 'receipt', 'in_person', 'phone')),
        recorded_by uuid references person (id),
        at timestamptz not null,
        primary key (session_id, party_id, text_hash)
      );

      create table resolution_extension (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        until_at timestamptz not null,
        proposed_at timestamptz not null,
        granted_at timestamptz
      );
      create table resolution_extension_request (
        extension_id uuid not null references resolution_extension (id),
        case_id uuid not null references case_file (id),
        party_id uuid not null references resolution_party (id),
        way text not null check (way in ('paper', 'receipt', 'in_person', 'phone')),
        at timestamptz not null,
        primary key (extension_id, party_id)
      );

      create table resolution_outcome (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        kind text not null check (kind in ('agreement', 'partial', 'award', 'failed', 'withdrawn')),
        sealed bytea not null,
        terms_hash bytea not null,
        drafted_by uuid references person (id),
        drafted_at timestamptz not null,
        -- a later draft of the same file takes its place; it is kept
        superseded_at timestamptz,
        issued_by uuid references person (id),
        issued_at timestamptz
      );
      create unique index resolution_outcome_current on resolution_outcome (file_id) where superseded_at is null;

      create table resolution_signature (
        id uuid primary key,
        outcome_id uuid not null references resolution_outcome (id),
        case_id uuid not null references case_file (id),
        party_id uuid references resolution_party (id),
        neutral_id uuid references resolution_neutral (id),
        -- what was signed: a signature on other terms than these is none
        terms_hash bytea not null,
        way text not null check (way in ('paper', 'phone_code', 'account')),
        representative_id uuid references resolution_representative (id),
        attested_by uuid references person (id),
        attested_by_second uuid references person (id),
        scan uuid references attachment (id),
        read_aloud boolean not null,
        at timestamptz not null,
        check (num_nonnulls(party_id, neutral_id) = 1),
        check ((way = 'paper') = (attested_by is not null and attested_by_second is not null)),
        check (attested_by <> attested_by_second)
      );
      create unique index resolution_signature_party on resolution_signature (outcome_id, party_id) where party_id is not null;
      create unique index resolution_signature_neutral on resolution_signature (outcome_id, neutral_id) where neutral_id is not null;

      -- one officer attests first; the signature on paper stands once a second one does
      create table resolution_attestation (
        outcome_id uuid not null references resolution_outcome (id),
        case_id uuid not null references case_file (id),
        party_id uuid not null references resolution_party (id),
        terms_hash bytea not null,
        representative_id uuid references resolution_representative (id),
        scan uuid references attachment (id),
        read_aloud boolean not null,
        attested_by uuid not null references person (id),
        at timestamptz not null,
        primary key (outcome_id, party_id, attested_by)
      );

      create table resolution_code (
        id uuid primary key,
        outcome_id uuid not null references resolution_outcome (id),
        case_id uuid not null references case_file (id),
        party_id uuid not null references resolution_party (id),
        representative_id uuid references resolution_representative (id),
        terms_hash bytea not null,
        code_hash bytea not null,
        attempts integer not null default 0,
        issued_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create index resolution_code_party on resolution_code (outcome_id, party_id, issued_at desc);

      create table resolution_obligation (
        id uuid primary key,
        outcome_id uuid not null references resolution_outcome (id),
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        debtor uuid not null references resolution_party (id),
        creditor uuid not null references resolution_party (id),
        amount_khr bigint check (amount_khr > 0),
        due_on date not null,
        sealed bytea not null,
        state text not null check (state in ('due', 'reported', 'confirmed', 'disputed', 'breached', 'referred')),
        sealed_evidence bytea,
        remind_at timestamptz not null,
        reminded_at timestamptz,
        breach_at timestamptz not null,
        breached_at timestamptz,
        reported_at timestamptz,
        confirmed_at timestamptz,
        check (debtor <> creditor)
      );
      create index resolution_obligation_file on resolution_obligation (file_id);
      create index resolution_obligation_remind on resolution_obligation (remind_at) where state = 'due' and reminded_at is null;
      create index resolution_obligation_breach on resolution_obligation (breach_at) where state in ('due', 'disputed');

      create table resolution_referral (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        kind text not null check (kind in ('court', 'nadr', 'enforcement', 'crime')),
        -- province of the workplace for a court: Law on Social Security Schemes 2019, Art. 91
        venue text,
        obligation_id uuid references resolution_obligation (id),
        sealed bytea not null,
        referred_by uuid references person (id),
        at timestamptz not null
      );
      create index resolution_referral_file on resolution_referral (file_id);

      create table resolution_certificate (
        id uuid primary key,
        file_id uuid references resolution_file (id),
        case_id uuid not null references case_file (id),
        number text not null unique,
        because text not null check (because in ('not_settled', 'deadline_passed')),
        last_day_at timestamptz,
        issued_at timestamptz not null
      );
      create index resolution_certificate_case on resolution_certificate (case_id, issued_at);

      -- what is written to a party of the dispute: an address sealed, a text sealed, sent by the mail room
      create table resolution_message (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        case_id uuid not null references case_file (id),
        party_id uuid not null references resolution_party (id),
        kind text not null check (kind in ('invitation', 'code', 'reminder', 'outcome', 'request')),
        channel text not null check (channel in ('sms', 'email')),
        language text not null check (language in ('km', 'en')),
        sealed_address bytea not null,
        sealed_body bytea not null,
        session_id uuid references resolution_session (id),
        created_at timestamptz not null
      );
      create index resolution_message_file on resolution_message (file_id, created_at);
    `);
    for (const table of [
      'resolution_file',
      'resolution_statement',
      'resolution_request',
      'resolution_party',
      'resolution_representative',
      'resolution_consent',
      'resolution_neutral',
      'resolution_challenge',
      'resolution_session',
      'resolution_booking',
      'resolution_invitation',
      'resolution_service',
      'resolution_attendance',
      'resolution_minutes',
      'resolution_minutes_approval',
      'resolution_extension',
      'resolution_extension_request',
      'resolution_outcome',
      'resolution_signature',
      'resolution_attestation',
      'resolution_code',
      'resolution_obligation',
      'resolution_referral',
      'resolution_certificate',
      'resolution_message',
    ]) {
      ofCase(table);
    }

    for (const table of [
      'resolution_service',
      'resolution_signature',
      'resolution_consent',
      'resolution_minutes_approval',
    ]) {
      this.addSql(
        `create trigger ${table}_keep before update or delete on ${table} for each row execute function refuse_change()`,
      );
    }

    // Whoever sits in the dispute now. A function of the owner, so that it answers the same inside every policy.
    this.addSql(`
      create function sits_in_dispute(file uuid) returns boolean language sql stable security definer set search_path = public as $$
        select exists (select 1 from resolution_neutral n join resolution_file f on f.id = n.file_id
          where n.file_id = file and n.person_id = acting_person() and n.ended_at is null and n.declaration = 'clear'
            and f.stage in ('consents', 'appointment', 'declarations', 'challenge_period', 'sessions', 'outcome'))
      $$;
    `);

    // The key of a neutral opens with a passphrase that the neutral alone knows. Not even the program reads this table or
    // the next for anybody else: there is no policy for the system.
    this.addSql(`
      create table neutral_key (
        person_id uuid primary key references person (id),
        salt bytea not null,
        master_id text not null,
        outer_wrapped bytea not null,
        sealed_key bytea not null,
        made_at timestamptz not null
      );
      grant select, insert on neutral_key to samleng_app;
      alter table neutral_key enable row level security;
      alter table neutral_key force row level security;
      create policy neutral_key_own on neutral_key using (acting_kind() = 'staff' and person_id = acting_person())
        with check (acting_kind() = 'staff' and person_id = acting_person());

      create table resolution_note (
        session_id uuid not null references resolution_session (id),
        person_id uuid not null references person (id),
        sealed_note_key bytea not null,
        sealed bytea not null,
        changed_at timestamptz not null,
        primary key (session_id, person_id)
      );
      grant select, insert, update on resolution_note to samleng_app;
      alter table resolution_note enable row level security;
      alter table resolution_note force row level security;
      create policy resolution_note_own on resolution_note using (acting_kind() = 'staff' and person_id = acting_person())
        with check (acting_kind() = 'staff' and person_id = acting_person());
    `);

    // Offers without prejudice: a key of their own, read by the sitting neutrals while they sit, by nobody afterwards.
    this.addSql(`
      create table resolution_prejudice_key (
        file_id uuid primary key references resolution_file (id),
        master_id text not null,
        wrapped bytea not null
      );
      grant select, insert on resolution_prejudice_key to samleng_app;
      alter table resolution_prejudice_key enable row level security;
      alter table resolution_prejudice_key force row level security;
      create policy resolution_prejudice_key_read on resolution_prejudice_key for select using (
        acting_kind() = 'system' or sits_in_dispute(file_id));
      create policy resolution_prejudice_key_add on resolution_prejudice_key for insert with check (acting_kind() = 'system');

      create table resolution_offer (
        id uuid primary key,
        file_id uuid not null references resolution_file (id),
        party_id uuid not null references resolution_party (id),
        session_id uuid references resolution_session (id),
        sealed bytea not null,
        offered_at timestamptz not null
      );
      create index resolution_offer_file on resolution_offer (file_id, offered_at);
      grant select, insert on resolution_offer to samleng_app;
      alter table resolution_offer enable row level security;
      alter table resolution_offer force row level security;
      create policy resolution_offer_read on resolution_offer for select using (sits_in_dispute(file_id));
      create policy resolution_offer_add on resolution_offer for insert with check (acting_kind() <> '');
    `);
  }
}
