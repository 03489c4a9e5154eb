import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import { openStages, type Stage } from '../domain/terms.ts';
import type { ResolutionTables } from '../records/tables.ts';

const most = 100;

/**
 * Whether a dispute of a case needs its content still: one under way, or something owed. For erasure, which is asked before a
 * case is erased. Acts as the system.
 */
export async function disputeKeepsCase(work: Work, caseId: string): Promise<boolean> {
  const row = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_file')
    .select('id')
    .where('case_id', '=', caseId)
    .where('stage', 'in', [...openStages, 'obligations'] as Stage[])
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * What of disputes contradicts itself, one line each: an outcome that binds and was issued without consent, clear declarations
 * or a session with notice; a dispute at the Regulator that is complete and has no statutory date; an obligation long due of
 * which nobody was found in breach; a certificate that opens no window; a paper without its source. Must be none.
 */
export async function disputeContradictions(work: Work): Promise<readonly string[]> {
  const db = work.db<ResolutionTables>();
  const rows = await sql<{ reference: string; fault: string }>`
    with issued as (
      select o.id, o.file_id, o.case_id, f.mode, f.panel_size from resolution_outcome o join resolution_file f on f.id = o.file_id
      where o.issued_at is not null and o.kind in ('agreement', 'partial', 'award'))
    select c.reference, found.fault from (
      select i.case_id, 'decided without the consent of a party' as fault from issued i
        where exists (select 1 from resolution_party p where p.file_id = i.file_id and not coalesce(
          (select s.given from resolution_consent s where s.party_id = p.id and s.mode = i.mode order by s.at desc, s.id desc limit 1), false))
      union all select i.case_id, 'decided without a clear declaration of every neutral' from issued i
        where i.panel_size <> (select count(*) from resolution_neutral n
          where n.file_id = i.file_id and n.declaration = 'clear' and n.ended_at is null)
      union all select i.case_id, 'decided without a session of which notice was given' from issued i
        where not exists (select 1 from resolution_session s where s.file_id = i.file_id and s.state = 'held'
          and exists (select 1 from resolution_invitation v where v.session_id = s.id)
          and not exists (select 1 from resolution_invitation v where v.session_id = s.id and v.state = 'returned'))
      union all select f.case_id, 'complete at the Regulator without a statutory date' from resolution_file f
        where f.level = 'regulator' and f.complete_at is not null and (f.limit_at is null or f.limit_force <> 'law')
      union all select f.case_id, 'complete at the Regulator without its clock' from resolution_file f
        where f.level = 'regulator' and f.complete_at is not null
          and not exists (select 1 from sla_clock k where k.case_id = f.case_id and k.kind = 'conciliate')
      union all select b.case_id, 'an obligation is due and nobody is found in breach' from resolution_obligation b
        where b.state in ('due', 'disputed') and b.breach_at < ${work.now}::timestamptz - interval '1 hour'
      union all select r.case_id, 'a certificate without a window' from resolution_certificate r
        where r.last_day_at is null or not exists (
          select 1 from sla_clock k where k.case_id = r.case_id and k.kind = 'file_with_regulator')
      union all select f.case_id, 'something is owed and its file is not open for it' from resolution_file f
        where f.stage in ('closed', 'court', 'nadr') and exists (
          select 1 from resolution_obligation b where b.file_id = f.id and b.state not in ('confirmed', 'referred'))
      union all select d.case_id, 'a paper without what it is the paper of' from resolution_document d
        where not exists (select 1 from resolution_outcome o where o.id = d.source_id and o.issued_at is not null)
          and not exists (select 1 from resolution_certificate r where r.id = d.source_id)
          and not exists (select 1 from resolution_referral r where r.id = d.source_id)
    ) found join case_file c on c.id = found.case_id order by c.reference limit ${most}`.execute(db);
  return rows.rows.map(({ reference, fault }) => `${reference}: ${fault}`);
}

/**
 * Disputes under way, at whichever body, without the clock or date that their stage demands, one line each: the decision that
 * is owed at the rung, at the Regulator also the step at hand; the day to be settled by, the end of the time to challenge or
 * to oppose. Must be none.
 */
export async function disputesWithoutClock(work: Work): Promise<readonly string[]> {
  const underWay = sql.join(openStages.map((stage) => sql.lit(stage)));
  const { rows } = await sql<{ reference: string; fault: string }>`
    with open as (select * from resolution_file where stage in (${underWay})),
    demanded as (
      select case_id, tier, 'settle' as kind, stage from open where level = 'committee'
      union all select case_id, tier, 'decide', stage from open where level = 'assistance'
      union all select case_id, tier, case when complete_at is null then 'completeness' else 'conciliate' end, stage
        from open where level = 'regulator'
      union all select case_id, tier, 'appoint', stage from open where level = 'regulator' and stage = 'appointment'
      union all select case_id, tier, 'declare_conflict', stage from open where level = 'regulator' and stage = 'declarations'
      union all select case_id, tier, 'outcome_notice', stage from open where level = 'regulator' and stage in ('outcome', 'signatures')
      union all select o.case_id, o.tier, 'minutes', o.stage from open o where o.level = 'regulator' and exists (
        select 1 from resolution_session s where s.file_id = o.id and s.state = 'held'
          and not exists (select 1 from resolution_minutes m where m.session_id = s.id)))
    select c.reference, found.fault from (
      select d.case_id, d.stage || ' without its clock: ' || d.kind as fault from demanded d where not exists (
        select 1 from sla_clock k where k.case_id = d.case_id and k.tier = d.tier and k.kind = d.kind
          and k.state in ('running', 'paused', 'breached'))
      union all select case_id, stage || ' without a day by which it is to be settled' from open where due_at is null
      union all select case_id, 'no end of the time to challenge' from open
        where stage = 'challenge_period' and challenge_until is null
      union all select f.case_id, 'an award without the day until which it may be opposed' from resolution_file f
        where f.stage in ('obligations', 'closed') and f.opposition_until is null and exists (
          select 1 from resolution_outcome o where o.file_id = f.id and o.kind = 'award' and o.issued_at is not null)
    ) found join case_file c on c.id = found.case_id order by c.reference, found.fault limit ${most}`.execute(
    work.db<ResolutionTables>(),
  );
  return rows.map(({ reference, fault }) => `${reference}: ${fault}`);
}
