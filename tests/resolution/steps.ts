import { at, dispute, good, type Answer, type Filed, type Hearing, type Seat } from './hearing.ts';

/** Where a dispute is conducted, and by whom. */
export interface Bench {
  readonly registrar: Seat;
  readonly neutrals: readonly Seat[];
}

export const committee: Bench = { registrar: 'memberA', neutrals: ['memberB'] };
export const regulator: Bench = { registrar: 'reviewer', neutrals: ['conciliator1'] };

/** Puts everybody who may sit on the roster. */
export async function keepRoster(of: Hearing): Promise<void> {
  const entry = {
    modes: ['negotiation', 'conciliation', 'mediation', 'arbitration'],
    competences: ['*'],
    languages: ['km', 'en'],
    active: true,
  };
  for (const seat of [
    'conciliator1',
    'conciliator2',
    'conciliator3',
    'conciliator4',
    'memberB',
    'memberC',
    'nsaf',
  ] as const) {
    good(await of.put('reviewer', `/neutrals/${of.id[seat]}`, entry), 204);
  }
}

/** Filed and taken up to the committee of the operator. */
export async function toCommittee(of: Hearing, complaint: object): Promise<Filed> {
  const filed = await of.file(complaint);
  good(await of.post('branch', `/cases/${filed.reference}/acknowledge`));
  good(await of.post('branch', `/cases/${filed.reference}/escalate`, { reason: 'មិនព្រមព្រៀង' }));
  good(await of.post('memberA', `/cases/${filed.reference}/acknowledge`));
  return filed;
}

export interface Parties {
  readonly claimant: string;
  readonly respondent: string;
}

/** The two parties of a dispute, by id. */
export async function partiesOf(of: Hearing, filed: Filed, seat: Seat): Promise<Parties> {
  const view = good(await of.get(seat, dispute(filed)));
  const parties = at<readonly { id: string; side: string }[]>(view, 'parties');
  const side = (name: string) => parties.find((party) => party.side === name)?.id ?? '';
  return { claimant: side('claimant'), respondent: side('respondent') };
}

/** Opens a dispute. */
export async function open(of: Hearing, filed: Filed, bench: Bench, more: object = {}): Promise<Parties> {
  const body = { mode: 'conciliation', panelSize: bench.neutrals.length, ...more };
  good(await of.post(bench.registrar, dispute(filed), body));
  return partiesOf(of, filed, bench.registrar);
}

/** A dispute at the committee fails because the other side refuses; the case is not settled. */
export async function notSettled(of: Hearing, below: Filed): Promise<void> {
  const parties = await open(of, below, committee);
  good(await of.post('memberA', `${dispute(below)}/screening`, { finding: 'clear' }));
  good(await of.post('memberA', `${dispute(below)}/admit`));
  good(await of.own(below, '/dispute/consent', { given: true }));
  good(await of.post('memberA', `${dispute(below)}/consents`, { party: parties.respondent, given: false }));
  const outcome = { kind: 'failed', reasons: 'ភាគីបដិសេធ', failedPoints: ['ទាំងអស់'] };
  good(await of.post('memberA', `${dispute(below)}/outcome`, outcome));
  good(await of.post('memberA', `${dispute(below)}/issue`));
}

/** A complete complaint at the Regulator, after it was not settled at the committee. */
export async function atRegulator(
  of: Hearing,
  complaint: object,
  bench: Bench = regulator,
): Promise<{ readonly filed: Filed; readonly parties: Parties }> {
  const below = await toCommittee(of, complaint);
  await notSettled(of, below);
  const appeal = good(await of.own(below, '/appeal', { reason: 'សុំផ្សះផ្សា' }), 201);
  const filed = { reference: at(appeal, 'reference'), receipt: below.receipt };
  good(await of.post('reviewer', `/cases/${filed.reference}/acknowledge`));
  const parties = await open(of, filed, bench);
  const contact = { channel: 'sms', safe: true, note: null };
  const details = { name: 'រោងចក្រ ក', address: 'ភ្នំពេញ', phone: '012 999 888', contact };
  good(await of.post('reviewer', `${dispute(filed)}/parties/${parties.respondent}`, details));
  const items = { object: 'ភាគទាន', facts: 'មិនបានបង់ ៦ ខែ', claims: 'បង់', disputed_points: 'ចំនួនខែ' };
  good(await of.post('reviewer', `${dispute(filed)}/statement`, { items }));
  return { filed, parties };
}

/** Screens, admits, and has both sides consent. */
export async function admitWithConsents(of: Hearing, filed: Filed, bench: Bench, parties: Parties): Promise<void> {
  good(await of.post(bench.registrar, `${dispute(filed)}/screening`, { finding: 'clear' }));
  good(await of.post(bench.registrar, `${dispute(filed)}/admit`));
  good(await of.own(filed, '/dispute/consent', { given: true }));
  good(
    await of.post(bench.registrar, `${dispute(filed)}/consents`, {
      party: parties.respondent,
      given: true,
      way: 'paper',
    }),
  );
}

/** Appoints the bench and lets it declare; answers the stage. */
export async function seatBench(of: Hearing, filed: Filed, bench: Bench): Promise<void> {
  for (const seat of bench.neutrals) {
    good(await of.post(bench.registrar, `${dispute(filed)}/neutrals`, { person: of.id[seat] }));
  }
  for (const seat of bench.neutrals) {
    good(await of.post(seat, `${dispute(filed)}/declaration`, { conflict: false }));
  }
}

let rooms = 0;

/** A joint session from `from`, three hours later, in a room of its own. */
export function sessionAt(local: string, more: object = {}): object {
  rooms += 1;
  const start = new Date(`${local}:00+07:00`);
  return {
    kind: 'joint',
    means: 'in_person',
    room: `បន្ទប់ ${rooms}`,
    startsAt: start.toISOString(),
    endsAt: new Date(start.getTime() + 3 * 3_600_000).toISOString(),
    ...more,
  };
}

/** Sets a session, serves both parties, holds it at its time and writes minutes. */
export async function hearSession(
  of: Hearing,
  filed: Filed,
  bench: Bench,
  parties: Parties,
  local: string,
): Promise<string> {
  const neutral = bench.neutrals[0]!;
  const set = good(await of.post(neutral, `${dispute(filed)}/sessions`, sessionAt(local)));
  const session = at(set, 'session');
  for (const party of [parties.claimant, parties.respondent]) {
    const served = { party, state: 'delivered', channel: 'letter', proof: 'បង្កាន់ដៃ ១២' };
    good(await of.post(neutral, `${dispute(filed)}/sessions/${session}/service`, served));
  }
  of.at(`${local.slice(0, 10)}T${local.slice(11)}`);
  const attendance = [
    { party: parties.claimant, present: true },
    { party: parties.respondent, present: true },
  ];
  good(await of.post(neutral, `${dispute(filed)}/sessions/${session}/hold`, { attendance }));
  const { hash } = good(await of.post(neutral, `${dispute(filed)}/sessions/${session}/minutes`, { text: 'កំណត់ហេតុ' }))
    .body as { hash: string };
  good(await of.own(filed, `/dispute/sessions/${session}/approve`, { hash }));
  const approval = { party: parties.respondent, hash, way: 'paper' };
  good(await of.post(neutral, `${dispute(filed)}/sessions/${session}/minutes/approvals`, approval));
  return session;
}

/** Signs for the respondent on paper, attested by two officers. */
export async function signPaper(
  of: Hearing,
  filed: Filed,
  seats: readonly [Seat, Seat],
  party: string,
  hash: string,
): Promise<Answer> {
  const body = { party, hash, readAloud: true };
  good(await of.post(seats[0], `${dispute(filed)}/signatures/paper`, body));
  return of.post(seats[1], `${dispute(filed)}/signatures/paper`, body);
}

/** Signs as the complainant with the code sent to their telephone. */
export async function signByPhone(of: Hearing, filed: Filed, hash: string): Promise<Answer> {
  good(await of.own(filed, '/dispute/signature-code', { hash }));
  const code = /\d{6}/.exec((await of.lastMessage(filed.reference, 'code')).replace(filed.reference, ''))?.[0] ?? '';
  return of.own(filed, '/dispute/signature', { hash, code });
}
