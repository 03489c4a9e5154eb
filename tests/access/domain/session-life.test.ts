import {
  absoluteExpiry,
  shouldTouch,
  whyOver,
  type PostFacts,
  type SessionFacts,
} from '../../../src/access/domain/session-life.ts';

const start = new Date('2026-11-23T08:00:00+07:00');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const session: SessionFacts = {
  createdAt: start,
  lastSeenAt: start,
  expiresAt: absoluteExpiry(start),
  endedAt: null,
  role: 'district_officer',
  office: '1201',
};
const person: PostFacts = { active: true, role: 'district_officer', office: '1201' };

describe('when a session is over', () => {
  test.each<[string, Partial<SessionFacts>, Partial<PostFacts>, number, string | null]>([
    ['at once it lasts', {}, {}, 0, null],
    ['just before 30 idle minutes', {}, {}, 29.99, null],
    ['at 30 idle minutes', {}, {}, 30, 'idle'],
    ['busy for nearly 12 hours', { lastSeenAt: after(719) }, {}, 719.9, null],
    ['12 hours, however busy', { lastSeenAt: after(719.9) }, {}, 720, 'expired'],
    ['ended', { endedAt: after(1) }, {}, 2, 'ended'],
    ['the person has left', {}, { active: false }, 1, 'inactive'],
    ['another office', {}, { office: '1202' }, 1, 'moved'],
    ['another role', {}, { role: 'province_officer' }, 1, 'moved'],
    ['made in the future, so the clock was set back', { createdAt: after(60), lastSeenAt: after(60) }, {}, 0, 'clock'],
  ])('%s', (_name, changes, personChanges, minutes, expected) => {
    expect(whyOver({ ...session, ...changes }, { ...person, ...personChanges }, after(minutes))).toBe(expected);
  });

  test('use is written down at most once a minute', () => {
    expect(shouldTouch(session, after(0.99))).toBe(false);
    expect(shouldTouch(session, after(1))).toBe(true);
  });
});
