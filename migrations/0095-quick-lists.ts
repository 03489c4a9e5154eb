import { Migration } from '@mikro-orm/migrations';

/** Lists and searches that cost what they find, not what there is. */
export class QuickLists extends Migration {
  override up(): void {
    this.addSql(`
      -- What work lists are narrowed by, of open cases: a filter that few or none of an office's cases match is answered from
      -- here, whichever of its columns are asked for, instead of by reading every case of the office.
      create index case_file_narrowed on case_file (held_office, category, status, severity, programme, place)
        where status in ('filed', 'acknowledged', 'in_progress', 'awaiting_complainant', 'escalated', 'in_resolution', 'decided');
    `);
    this.addSql(`
      -- Behind row-level security only operators that cannot leak reach an index, and those of arrays are none of them: every
      -- row would be read. So the pieces are looked up by this function as the owner of the table, who is not the program's
      -- role, and what it found is shown only as far as the policies of case_file, which hold here too, show it to whoever asks.
      create policy case_name_looked_up on case_name for select to current_user using (true);
      create function cases_like(sought integer[], parts jsonb, enough integer, own_scopes text[], most integer)
      returns table (case_id uuid) language sql stable security definer set search_path = public, pg_temp as $like$
        with part as materialized (
          select array(select e::integer from jsonb_array_elements_text(p) e) as grams
          from jsonb_array_elements(parts || jsonb_build_array(to_jsonb(sought))) p
        ), candidate as materialized (
          select n.case_id, n.grams from part cross join lateral (
            select c.case_id, c.grams from case_name c where c.grams @> part.grams and c.scopes && own_scopes limit 2000) n
          union
          -- Cases opened to a person by name, or watched from above, whatever office they are at.
          select c.case_id, c.grams from case_access a join case_name c on c.case_id = a.case_id
          where (select acting_kind()) = 'staff' and a.person_id = (select acting_person())
            and exists (select 1 from part where c.grams @> part.grams)
          union
          select c.case_id, c.grams from case_file f join case_name c on c.case_id = f.id
          where (select acting_role()) = 'policy_reviewer' and f.watched_reason is not null
            and exists (select 1 from part where c.grams @> part.grams)
        ), counted as (
          select k.case_id, cardinality(k.grams) as size,
            (select count(*) from unnest(k.grams) as g(gram) where g.gram = any(sought)) as shared
          from candidate k
        ), best as materialized (
          select k.case_id, k.shared, k.size from counted k where k.shared >= enough
          order by k.shared desc, k.size, k.case_id desc limit most * 4
        )
        select b.case_id from best b join case_file f on f.id = b.case_id
        where (select acting_kind()) = 'system' or ((select acting_kind()) = 'staff' and (select acting_role()) <> 'auditor'
          and (f.identity <> 'confidential' or (select acting_role()) = 'protection_officer'))
        order by b.shared desc, b.size, b.case_id desc limit most
      $like$;
      revoke all on function cases_like(integer[], jsonb, integer, text[], integer) from public;
      grant execute on function cases_like(integer[], jsonb, integer, text[], integer) to samleng_app;
    `);
  }
}
