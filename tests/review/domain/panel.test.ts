import fc from 'fast-check';

import {
  memberFault,
  suggestMembers,
  type MemberCandidate,
  type MemberNeed,
} from '../../../src/review/domain/members.ts';
import {
  brokenPanelRule,
  countedVotes,
  emptySeats,
  majorityOf,
  panelStage,
  sitting,
  waitsFor,
  type PanelAction,
  type PanelFacts,
  type Seat,
} from '../../../src/review/domain/panel.ts';

const seat = (id: string, more: Partial<Seat> = {}): Seat => ({
  id,
  personId: `person ${id}`,
  chair: id === 'a',
  declaration: 'clear',
  sits: true,
  replaces: null,
  ...more,
});
const panel = (
  seats: readonly Seat[],
  votes: Record<string, string> = {},
  more: Partial<PanelFacts> = {},
): PanelFacts => ({
  seats,
  votes: Object.entries(votes).map(([seatId, outcome]) => ({ seatId, outcome })),
  signed: false,
  ended: false,
  ...more,
});
const three = [seat('a'), seat('b'), seat('c')];
const undeclared = [seat('a'), seat('b'), seat('c', { declaration: 'none' })];
const left = [seat('a'), seat('b'), seat('c', { declaration: 'conflict', sits: false })];
const two = panel(three, { a: 'upheld', b: 'upheld', c: 'not_upheld' });
const split = panel(three, { a: 'upheld', b: 'partly_upheld', c: 'not_upheld' });

test.each([
  ['no panel: appoint', 'appoint', null, 'x', null],
  ['a panel at work: appoint another', 'appoint', panel(three), 'x', 'panel_is_appointed'],
  ['a signed one: appoint for the case opened again', 'appoint', panel(three, {}, { signed: true }), 'x', null],
  ['no panel: vote', 'vote', null, 'person a', 'panel_not_appointed'],
  ['somebody else votes', 'vote', panel(three), 'x', 'panel_members_only'],
  ['who declared a conflict votes', 'vote', panel(left), 'person c', 'panel_members_only'],
  ['who has not declared votes', 'vote', panel(undeclared), 'person c', 'panel_declare_first'],
  ['before all have declared', 'vote', panel(undeclared), 'person a', 'panel_declarations_missing'],
  ['while a seat is empty', 'vote', panel(left), 'person a', 'panel_seat_is_empty'],
  ['all declared', 'vote', panel(three), 'person b', null],
  ['again, before the signature', 'vote', two, 'person b', null],
  ['after it', 'vote', panel(three, {}, { signed: true }), 'person b', 'panel_is_over'],
  ['twice', 'declare', panel(three), 'person b', 'panel_declared_already'],
  ['not the chair', 'sign', two, 'person b', 'panel_chair_signs'],
  ['two votes', 'sign', panel(three, { a: 'upheld', b: 'upheld' }), 'person a', 'panel_votes_missing'],
  ['three outcomes', 'sign', split, 'person a', 'panel_no_majority'],
  ['two of three', 'sign', two, 'person a', null],
  ['the chair outvoted', 'sign', panel(three, { a: 'upheld', b: 'not_upheld', c: 'not_upheld' }), 'person a', null],
  ['the case left', 'sign', { ...two, ended: true }, 'person a', 'panel_is_over'],
  ['replace in a panel at work', 'replace', panel(left), 'x', null],
] as const satisfies readonly (readonly [string, PanelAction, PanelFacts | null, string, string | null])[])(
  '%s (%s)',
  (_what, action, of, by, rule) => {
    expect(brokenPanelRule(action, of, by)).toBe(rule);
  },
);

test('what it waits for from whom', () => {
  expect(waitsFor(panel(undeclared), 'person c')).toBe('declare');
  expect(waitsFor(panel(undeclared), 'person a')).toBeNull();
  expect(waitsFor(panel(three, { a: 'upheld' }), 'person b')).toBe('vote');
  expect([waitsFor(two, 'person a'), waitsFor(two, 'person b')]).toEqual(['sign', null]);
  expect([waitsFor(split, 'person a'), waitsFor(split, 'person c')]).toEqual(['talk', 'talk']);
});

test('what somebody who left had voted does not count', () => {
  const gone = [seat('a'), seat('b'), seat('c', { sits: false }), seat('d', { replaces: 'c' })];
  const of = panel(gone, { a: 'upheld', b: 'not_upheld', c: 'upheld' });
  expect([panelStage(of), majorityOf(of), emptySeats(of)]).toEqual(['votes', null, []]);
  expect(majorityOf({ ...of, votes: [...of.votes, { seatId: 'd', outcome: 'not_upheld' }] })).toBe('not_upheld');
});

/** A pure run of a panel: each act changes the facts only where the rules let it. */
type Act = { readonly action: PanelAction; readonly by: string; readonly conflict: boolean; readonly outcome: string };

function done(of: PanelFacts | null, act: Act, n: number): PanelFacts | null {
  if (brokenPanelRule(act.action, of, act.by) !== null) return of;
  if (act.action === 'appoint') {
    return panel(
      ['p', 'q', 'r'].map((personId) =>
        seat(`${n}${personId}`, { personId, chair: personId === 'p', declaration: 'none' }),
      ),
    );
  }
  if (of === null) return null;
  const own = sitting(of).find((each) => each.personId === act.by);
  const turned = (change: (each: Seat) => Seat) => of.seats.map((each) => (each.id === own?.id ? change(each) : each));
  switch (act.action) {
    case 'declare':
      return {
        ...of,
        seats: turned((each) => ({ ...each, declaration: act.conflict ? 'conflict' : 'clear', sits: !act.conflict })),
      };
    case 'replace': {
      const from = emptySeats(of)[0] ?? sitting(of)[n % 3];
      if (!from || sitting(of).some((each) => each.personId === act.by)) return of;
      const seats = of.seats.map((each) => (each.id === from.id ? { ...each, sits: false } : each));
      return {
        ...of,
        seats: [
          ...seats,
          seat(`${n}new`, { personId: act.by, chair: from.chair, declaration: 'none', replaces: from.id }),
        ],
      };
    }
    case 'vote':
      return {
        ...of,
        votes: [...of.votes.filter((vote) => vote.seatId !== own?.id), { seatId: own?.id ?? '', outcome: act.outcome }],
      };
    case 'sign':
      return { ...of, signed: true };
  }
}

test('no path leads to a signature without three declared members, a majority and the chair', () => {
  let signatures = 0;
  const act: fc.Arbitrary<Act> = fc.record({
    action: fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom<PanelAction[]>('appoint', 'replace') },
      { weight: 12, arbitrary: fc.constantFrom<PanelAction[]>('declare', 'vote', 'sign') },
    ),
    by: fc.constantFrom('p', 'q', 'r', 's'),
    conflict: fc.integer({ min: 0, max: 15 }).map((n) => n === 0),
    outcome: fc.constantFrom('upheld', 'not_upheld', 'partly_upheld'),
  });
  fc.assert(
    fc.property(fc.array(act, { minLength: 40, maxLength: 120, size: 'max' }), (acts) => {
      let of: PanelFacts | null = null;
      for (const [n, each] of acts.entries()) {
        const before: PanelFacts | null = of;
        of = done(of, each, n);
        if (of === null || of === before || !of.signed || before?.signed) continue;
        signatures += 1;
        const members = sitting(of);
        const votes = countedVotes(of);
        const most = majorityOf(of);
        expect(members.map((member) => member.declaration)).toEqual(['clear', 'clear', 'clear']);
        expect(new Set(members.map((member) => member.personId)).size).toBe(3);
        expect(votes.filter((vote) => vote.outcome === most).length).toBeGreaterThanOrEqual(2);
        expect(members.find((member) => member.chair)?.personId).toBe(each.by);
      }
    }),
    { numRuns: 300, seed: 5 },
  );
  expect(signatures).toBeGreaterThan(20);
});

describe('who may sit', () => {
  const of = (personId: string, more: Partial<MemberCandidate> = {}): MemberCandidate => ({
    personId,
    name: personId,
    competences: ['*'],
    absences: [],
    suspended: false,
    load: 0,
    ...more,
  });
  const need: MemberNeed = {
    category: 'PAY-NOT',
    today: '2026-11-26',
    barred: new Set(['below']),
    sitting: new Set(['here']),
    conflicted: new Set(['partial']),
  };

  test.each([
    ['below', {}, 'panel_member_is_barred'],
    ['here', {}, 'panel_member_sits_already'],
    ['partial', {}, 'panel_member_declared_conflict'],
    ['away', { absences: [{ from: '2026-11-26', to: '2026-11-30' }] }, 'panel_member_is_away'],
    ['struck', { suspended: true }, 'panel_member_is_suspended'],
    ['fit', { absences: [{ from: '2026-11-20', to: '2026-11-25' }] }, null],
  ] as const)('%s', (person, more, rule) => {
    expect(memberFault(of(person, more), need)).toBe(rule);
  });

  test('competent first, then least loaded; who may not sit is not suggested', () => {
    const found = suggestMembers(
      [of('busy', { load: 2 }), of('free'), of('other', { competences: ['IDP-ERR'] }), of('below')],
      need,
    );
    expect(found.map((each) => each.personId)).toEqual(['free', 'busy', 'other']);
  });
});
