import { handling } from '../../src/escalation/index.ts';
import {
  admitDispute,
  appointNeutral,
  declareConflict,
  giveConsent,
  keepNeutral,
  openDispute,
  scheduleSession,
  screenDispute,
} from '../../src/resolution/index.ts';
import { appointPanel } from '../../src/review/index.ts';
import type { FiledCase } from '../support/desk.ts';
import { moveTo, seats, type Posts } from './posts.ts';

/** A case that everybody knows and nobody works on any more, and the ids of what hangs on it, by the names they are asked for. */
export interface Known {
  readonly as: string;
  readonly reference: string;
  readonly ids: Readonly<Record<string, unknown>>;
}

/**
 * Cases in all states that every post held before, or sees for once: what was done there, in a dispute and on a panel, was done
 * by people of these posts, whose seats have ended since. One that was assigned is still assigned to one of them.
 */
export async function knownCases(posts: Posts): Promise<readonly Known[]> {
  const { desk } = posts;
  const district = await desk.staff('district_officer', '2301');
  const card = { programme: 'IDPOOR', category: 'CRD-NIS', place: '230101' };
  const atDistrict = async (): Promise<FiledCase> => {
    const filed = await desk.file(card);
    await moveTo(desk, filed, '2301', 'SA2');
    await desk.as(district, handling.acknowledge, { reference: filed.reference });
    return filed;
  };
  const decided = async (): Promise<FiledCase> => {
    const filed = await atDistrict();
    const remedies = [{ kind: 'issue_card', amountKhr: null, dueOn: '2026-12-15', text: null }];
    const { reference } = filed;
    await desk.as(district, handling.decide, {
      ...{ reference, outcome: 'upheld', reasons: 'ហេតុផល', legalBasis: null, evidence: null, remedies },
    });
    return filed;
  };
  const filed = await desk.file(card);
  await moveTo(desk, filed, '2301', 'SA2');
  const assigned = await atDistrict();
  await desk.owner('update case_file set assigned_to = $2 where id = $1', [
    assigned.id,
    posts.of('commune_officer').actor.personId,
  ]);
  const asked = await atDistrict();
  const question = { reference: asked.reference, question: 'សំណួរ', replyWithinWorkingDays: 5 };
  await desk.as(district, handling.requestInformation, question);
  const ended = await decided();
  await desk.put(ended, 'closed');
  const shortly = await desk.file(card);
  const shortlyHidden = await desk.file({ ...card, protected: true });
  for (const { id } of [shortly, shortlyHidden]) await letIn(posts, id, 'break_glass', null);
  const held = { filed, assigned, asked, decided: await decided(), ended };
  const others = { disputed: await disputed(posts), paneled: await paneled(posts) };
  for (const { id } of Object.values({ ...held, ...others })) await heldByAll(posts, id);
  const chosen = { person: district.personId, assignee: district.personId, office: '2302', other: shortly.reference };
  await somethingToWatch(posts);
  const found: Known[] = [];
  for (const [as, { id, reference }] of Object.entries({ ...held, ...others, shortly, shortlyHidden })) {
    found.push({ as, reference, ids: { ...(await idsOf(posts, id)), ...chosen } });
  }
  return found;
}

/** Everybody got access to this case, which stands, or was taken back. */
export async function letIn(
  { desk, people }: Posts,
  caseId: string,
  kind: 'named' | 'break_glass',
  revokedAt: Date | null,
): Promise<void> {
  const now = desk.world.clock.now();
  const until = kind === 'named' ? null : new Date(now.getTime() + 3_600_000);
  await desk.owner(
    `insert into case_access (id, case_id, person_id, kind, granted_at, expires_at, revoked_at)
     select gen_random_uuid(), $1, p, $2, $3, $4, $5 from unnest($6::uuid[]) p`,
    [caseId, kind, now, until, revokedAt, [...people.values()].map(({ personId }) => personId)],
  );
}

/** A deadline of every case was missed and the sweep failed at it, somebody is to be told by voice, and every case was drawn for a second look. */
async function somethingToWatch({ desk }: Posts): Promise<void> {
  await desk.owner('update sla_clock set breached_at = trigger_at');
  await desk.owner(
    `insert into sweep_failure (clock_id, case_id, failed_at, attempts, reason, retry_at)
     select distinct on (case_id) id, case_id, trigger_at, 1, 'failed', trigger_at from sla_clock`,
  );
  await desk.owner(
    `insert into notice (id, case_id, fact_id, event, channel, recipient, language, template, sealed_address, sealed_body, state, attempts, created_at)
     select gen_random_uuid(), id, gen_random_uuid(), 'case.filed', way.channel, 'complainant', 'km', 'case.filed', '', '', way.state, 1, filed_at
     from case_file, (values ('sms', 'dead'), ('voice', 'by_hand')) as way (channel, state)`,
  );
  await desk.owner(
    `insert into closure_draw (operator_office, week_from, closed, drawn, rule, rule_version, drawn_at)
     select distinct operator_office, date '2026-11-16', 1, 1, 'all', 1, now() from case_file`,
  );
  await desk.owner(
    `insert into closure_sample (id, case_id, operator_office, week_from, closed_at, drawn_at)
     select gen_random_uuid(), id, operator_office, '2026-11-16', filed_at, filed_at from case_file`,
  );
}

/** Every office had it once, and so reads it. */
export async function heldByAll({ desk }: Posts, caseId: string): Promise<void> {
  await desk.owner(
    `insert into case_custody (id, case_id, office, tier, how, from_at, until_at)
     select gen_random_uuid(), $1, o, 'SA1', 'officer', $2, $2 from unnest($3::text[]) o`,
    [caseId, desk.world.clock.now(), [...new Set(Object.values(seats))]],
  );
}

/** A dispute in its sessions that the committee conducted; the case lies elsewhere now, and who sat was replaced. */
async function disputed(posts: Posts): Promise<FiledCase> {
  const { desk } = posts;
  const registrar = posts.of('committee_member').actor;
  const [neutral = registrar] = [...posts.people.values()].filter(
    ({ role, personId }) => role === 'committee_member' && personId !== registrar.personId,
  );
  const filed = await desk.file({
    ...{ programme: 'SS-PEN-PRI', category: 'MEM-REG', place: '230101' },
    about: [{ kind: 'employer', name: 'រោងចក្រ' }],
  });
  await moveTo(desk, filed, 'NSSF-DSC', 'SS1B');
  await desk.put(filed, 'in_progress');
  const { reference } = filed;
  const modes = ['conciliation'] as const;
  await desk.as(registrar, keepNeutral, {
    ...{
      personId: neutral.personId,
      modes,
      competences: ['*'],
      languages: ['km'],
      place: null,
      absences: [],
      active: true,
    },
  });
  await desk.as(registrar, openDispute, { reference, mode: 'conciliation', panelSize: 1 });
  await desk.as(registrar, screenDispute, { reference, finding: 'clear' });
  await desk.as(registrar, admitDispute, { reference });
  const parties = await desk.owner<{ id: string }>('select id from resolution_party where case_id = $1', [filed.id]);
  for (const { id: party } of parties)
    await desk.as(registrar, giveConsent, { reference, party, given: true, way: 'paper' });
  await desk.as(registrar, appointNeutral, { reference, person: neutral.personId });
  await desk.as(neutral, declareConflict, { reference, conflict: false, text: null });
  // The time for challenges is over.
  await desk.owner(
    `update resolution_file set stage = 'sessions', challenge_until = opened_at - interval '1 day' where case_id = $1`,
    [filed.id],
  );
  const startsAt = new Date('2026-12-07T09:00:00+07:00');
  await desk.as(neutral, scheduleSession, {
    ...{ reference, kind: 'joint', means: 'in_person', party: null, room: 'បន្ទប់', link: null },
    ...{ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) },
  });
  await moveTo(desk, filed, 'NSSF-HQ', 'SS1A');
  return filed;
}

/** A panel of three, one of whom declared; the case lies elsewhere now, and the seats have ended. */
async function paneled(posts: Posts): Promise<FiledCase> {
  const { desk } = posts;
  const members = [...posts.people.values()].filter(({ role }) => role === 'policy_reviewer');
  const appointing = await desk.staff('policy_reviewer', 'GS-NSPC');
  const filed = await desk.file({ programme: 'IDPOOR', category: 'CRD-NIS', place: '230101' });
  await moveTo(desk, filed, 'GS-NSPC', 'SA5');
  const personIds = members.map(({ personId }) => personId);
  await desk.as(appointing, appointPanel, {
    reference: filed.reference,
    members: personIds,
    chair: personIds[0] ?? '',
  });
  await desk.owner(`update review_seat set ended_at = appointed_at, end_reason = 'replaced' where case_id = $1`, [
    filed.id,
  ]);
  await moveTo(desk, filed, '2301', 'SA2');
  return filed;
}

/** Ids of what hangs on a case, by the names that operations and forms have for them. */
async function idsOf({ desk }: Posts, caseId: string): Promise<Readonly<Record<string, string>>> {
  const ids: Record<string, string> = {};
  for (const [table, names] of Object.entries(named)) {
    const [row] = await desk.owner<{ id: string }>(`select id from ${table} where case_id = $1 limit 1`, [caseId]);
    for (const name of row ? names : []) ids[name] = row?.id ?? '';
  }
  return ids;
}

const named: Readonly<Record<string, readonly string[]>> = {
  remedy: ['id', 'remedy', 'remedyId'],
  resolution_party: ['party'],
  resolution_neutral: ['neutral'],
  resolution_session: ['session'],
  review_seat: ['seat'],
  sla_clock: ['clock'],
  notice: ['notice'],
  closure_sample: ['sample'],
};
