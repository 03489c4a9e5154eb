import { Migration } from '@mikro-orm/migrations';

/** Who may ask for emergency access, and for a look at who a confidential complainant is: as `handles` of the code says. */
const handlers = `(select acting_role()) in ('commune_officer', 'district_officer', 'province_officer', 'operator_handler', 'operator_supervisor',
  'committee_member', 'protection_officer', 'regulator_reviewer', 'policy_reviewer')`;

/** Whether somebody of staff sees a case `c`: what the policy of case_file says, without the system. */
const sees = `(not c.protected and (select acting_role()) not in ('analyst', 'administrator', 'privacy_officer') and (
    c.held_office = (select acting_office())
    or (c.operator_office = (select acting_office()) and (select acting_role()) = 'operator_supervisor')
    or (c.intake_office = (select acting_office()) and (select acting_role()) = 'hotline_agent')
    or (c.watched_reason is not null and (select acting_role()) = 'policy_reviewer' and c.track = 'social_assistance')
    or (select acting_role()) = 'auditor'
    or exists (select 1 from case_custody u where u.case_id = c.id and u.office = (select acting_office()))))
  or exists (select 1 from case_access a where a.case_id = c.id and a.person_id = (select acting_person())
             and a.revoked_at is null and (a.expires_at is null or a.expires_at > (select acting_now())))`;

/**
 * Some steps reach beyond what their actor sees, and row-level security sees the system in them; the role of whoever acts stays
 * known all the same. So far only the code asked whether it was one that may. Now PostgreSQL asks too: no other role takes
 * emergency access, looks at an identity, holds a case against erasure, reads the registers of these or the messages of others;
 * and an auditor opens no key, so that what was said stays closed even where the code would show it.
 */
export class RolesBehindTheWall extends Migration {
  override up(): void {
    this.addSql(`
      create policy case_key_not_for_numbers on case_key as restrictive for select using (
        (select acting_role()) not in ('auditor', 'analyst'));
      -- Nor does whoever only looks lock a case, let alone change it, in whatever office they sit.
      create policy case_file_not_by_onlookers on case_file as restrictive for update using (
        (select acting_role()) not in ('auditor', 'analyst', 'privacy_officer'));

      create policy break_glass_by on break_glass as restrictive for insert with check (
        person_id = (select acting_person()) and ${handlers});
      create policy identity_request_by on identity_request as restrictive for insert with check (
        person_id = (select acting_person()) and ${handlers}
        and exists (select 1 from case_file c where c.id = identity_request.case_id and c.held_office = (select acting_office())));
    `);
    for (const table of ['break_glass', 'identity_request']) {
      this.addSql(`
        create policy ${table}_register on ${table} as restrictive for select using (
          (select acting_role()) in ('', 'privacy_officer', 'auditor') or person_id = (select acting_person()));
        -- By when it is reviewed is laid down with it; what the second person says, by nobody else.
        create policy ${table}_second on ${table} as restrictive for update using (
            (select acting_role()) in ('', 'privacy_officer') or person_id = (select acting_person()))
          with check ((select acting_role()) in ('', 'privacy_officer') or verdict is null);
      `);
    }
    this.addSql(`
      create policy legal_hold_by on legal_hold as restrictive using ((select acting_role()) in ('', 'privacy_officer'))
        with check ((select acting_role()) in ('', 'privacy_officer'));

      create policy notice_of_others on notice as restrictive for select using (
        (select acting_kind()) <> 'system' or (select acting_role()) in ('', 'administrator')
        or exists (select 1 from case_file c where c.id = notice.case_id and (${sees})));
    `);
  }
}
