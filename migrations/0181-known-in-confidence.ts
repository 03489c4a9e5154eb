import { Migration } from '@mikro-orm/migrations';

/**
 * Who complains in confidence, and who speaks for them, is for the protection officer and, for as long as a request of theirs
 * holds, for who asked with a reason. So far the code alone kept it from everybody else who handles the case. Now those rows are
 * not there for them, nor is the way from a telephone or identity number to the case: finding it so tells whose it is.
 */
export class KnownInConfidence extends Migration {
  override up(): void {
    this.addSql(`
      create function knows_complainant(case_id uuid) returns boolean language plpgsql stable as $$
        begin
          return exists (select 1 from case_file c where c.id = knows_complainant.case_id and c.identity <> 'confidential')
            or exists (select 1 from identity_request i where i.case_id = knows_complainant.case_id
              and i.person_id = (select acting_person()) and i.expires_at > (select acting_now()));
        end
      $$;
      create policy case_party_in_confidence on case_party as restrictive for select using (
        side = 'about' or (select acting_kind()) <> 'staff' or (select acting_role()) = 'protection_officer'
        or knows_complainant(case_id));
      create policy case_lookup_in_confidence on case_lookup as restrictive for select using (
        (select acting_kind()) <> 'staff' or (select acting_role()) = 'protection_officer' or knows_complainant(case_id));
    `);
  }
}
