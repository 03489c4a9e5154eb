import { peopleIn, tell, type Names } from '../../../src/cases/domain/timeline.ts';

const names: Names = {
  office: (code) => ({ km: `ក ${code}`, en: `office ${code}` }),
  outcome: (tier, code) => ({ km: `ល ${code}`, en: `${tier} ${code}` }),
  remedy: (code) => ({ km: `ដ ${code}`, en: `remedy ${code}` }),
  person: (id) => (id === 'p1' ? 'សុខ ដារ៉ា' : null),
};

test.each([
  ['case.acknowledged', { office: '12' }, 'office 12 has taken up the complaint'],
  ['case.transferred', { fromOffice: '12', toOffice: '23' }, 'Transferred from office 12 to office 23'],
  [
    'case.escalated',
    { how: 'time', fromOffice: '12', toOffice: 'NSAF' },
    'The deadline passed: the complaint moved up from office 12 to office NSAF',
  ],
  [
    'case.escalated',
    { how: 'party', fromOffice: '12', toOffice: 'NSAF' },
    "At the complainant's request the complaint went from office 12 to office NSAF",
  ],
  ['case.decided', { tier: 'SA3', outcome: 'upheld' }, 'Decided: SA3 upheld'],
  ['remedy.fulfilled', { kind: 'apology' }, 'Reported as done: remedy apology'],
  ['appeal.filed', { appealReference: 'SA-26-0000123-4' }, 'An appeal was filed: SA-26-0000123-4'],
])('%s is told in both languages', (event, data, english) => {
  for (const reader of ['staff', 'complainant'] as const) {
    const text = tell(event, data, names, reader);
    expect(text?.en).toBe(english);
    expect(text?.km).toMatch(/\p{Script=Khmer}/u);
  }
});

test.each(['case.assigned', 'note.added', 'case.linked', 'case.watched', 'clock.warned', 'break_glass.opened'])(
  '%s is for staff alone',
  (event) => {
    expect(tell(event, { assignee: 'p1', personId: 'p1' }, names, 'staff')).not.toBeNull();
    expect(tell(event, {}, names, 'complainant')).toBeNull();
  },
);

test('the complainant does not read over their shoulder that a case is a protected one', () => {
  expect(tell('case.protected', {}, names, 'staff')?.en).toContain('protected');
  expect(tell('case.protected', {}, names, 'complainant')?.en).not.toContain('protect');
});

test('reads, clocks that start, and names that are no events say nothing', () => {
  for (const event of ['case.read', 'clock.started', 'unheard.of', 'toString', 'constructor']) {
    expect(tell(event, {}, names, 'staff')).toBeNull();
  }
});

test('people are named by the ids that a fact holds', () => {
  expect(peopleIn({ assignee: 'p1', personId: 'p2', previous: null, n: 1 })).toEqual(['p1', 'p2']);
  expect(tell('case.assigned', { assignee: 'p1' }, names, 'staff')?.en).toBe('Assigned to សុខ ដារ៉ា');
});
