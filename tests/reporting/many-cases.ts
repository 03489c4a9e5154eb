import type { Desk } from '../support/desk.ts';

/**
 * Puts many cases of the half year before now into a world, straight into the tables and without content: for looking at
 * the figures and for timing them. Half of them are decided, some late; some were rated, passed up, or are protected.
 */
export async function putManyCases(desk: Desk, count: number): Promise<void> {
  const now = desk.world.clock.now();
  await desk.owner(
    `with made as (
       select gen_random_uuid() as id, i, $2::timestamptz - random() * interval '170 days' as filed_at, random() as luck, random() as other
       from generate_series(1, $1::int) i
     ), kept as (
       insert into case_file (id, reference, track, programme, category, severity, place, language, channel, identity, protected,
         status, tier, held_office, operator_office, receipt_hash, filed_at, arrived_at, decided_at, due_at, outcome, sex, age_band, disability)
       select id, 'SA-26-' || (9000000 + i), 'social_assistance',
         (array['FP-PWC','FP-PWC','FP-PWC','FP-ELD','FP-ELD','FP-PWD','IDPOOR','FP-SCH','SR-FLD'])[1 + floor(luck * 9)::int],
         (array['PAY-NOT','PAY-NOT','PAY-LAT','PAY-AMT','TGT-EXC','CRD-NIS','DAT-COR','BEN-STP','CON-MIS','SVC-DLY'])[1 + floor(other * 10)::int],
         'S3', (array['120101','120101','120109','230101','110101'])[1 + floor(random() * 5)::int], 'km',
         (array['web','hotline','counter'])[1 + floor(random() * 3)::int], case when random() < 0.1 then 'anonymous' else 'named' end,
         false, case when random() < 0.7 and filed_at < $2::timestamptz - interval '10 days' then 'decided' else 'in_progress' end,
         'SA3', '12', 'NSAF', '\\x00', filed_at, filed_at, null, filed_at + interval '21 days', null,
         (array['female','female','male','undisclosed'])[1 + floor(random() * 4)::int], (array['18-24','25-34','35-44','45-59','60+'])[1 + floor(random() * 5)::int],
         (array['yes','no','no','no'])[1 + floor(random() * 4)::int]
       from made returning id, filed_at, status, protected
     )
     insert into sla_clock (id, case_id, kind, tier, rule, rule_id, rule_version, force, calendar_version, trigger_at, due_at, state)
     select gen_random_uuid(), id, kind, 'SA3', '{}', 'T', 1, 'default', '1', filed_at,
       filed_at + case kind when 'acknowledge' then interval '4 days' else interval '21 days' end, 'running'
     from kept cross join (values ('acknowledge'), ('decide')) k(kind)`,
    [count, now],
  );
  await desk.owner(
    `update case_file set decided_at = least(filed_at + (3 + random() * 27) * interval '1 day', $1::timestamptz),
       outcome = (array['upheld','partly_upheld','not_upheld'])[1 + floor(random() * 3)::int], due_at = null
     where status = 'decided' and decided_at is null`,
    [now],
  );
  await desk.owner(
    `update sla_clock k set state = 'met', met_at = case k.kind when 'acknowledge' then k.trigger_at + random() * interval '5 days' else f.decided_at end
     from case_file f where f.id = k.case_id and f.status = 'decided' and k.rule_id = 'T'`,
  );
  await desk.owner(
    `insert into case_rating (case_id, score, rated_at) select id, 1 + floor(random() * 5)::int, decided_at + interval '1 hour'
     from case_file where decided_at is not null and random() < 0.3 and reference like 'SA-26-9%' on conflict do nothing`,
  );
  await desk.owner(
    `insert into escalation (id, case_id, how, from_tier, from_office, to_tier, to_office, at)
     select gen_random_uuid(), id, (array['time','time','party','skip'])[1 + floor(random() * 4)::int], 'SA1', '120101', 'SA3', '12', filed_at + interval '20 days'
     from case_file where random() < 0.12 and reference like 'SA-26-9%'`,
  );
  await desk.owner('analyze case_file, sla_clock, escalation, case_rating');
}
