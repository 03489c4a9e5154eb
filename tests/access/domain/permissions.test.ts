import { allows, actions, demand, may, type Action } from '../../../src/access/domain/permissions.ts';
import { roles, systemActor, type Role, type StaffActor } from '../../../src/kernel/actor.ts';
import { Forbidden } from '../../../src/kernel/errors.ts';

const staff = (role: Role): StaffActor => ({
  kind: 'staff',
  personId: 'p',
  role,
  office: '120101',
  tier: null,
  track: null,
  operator: null,
  sessionId: 's',
});

/** The other way round from the code: who may do each thing. What is not here is denied. */
const handlers: readonly Role[] = [
  'commune_officer',
  'district_officer',
  'province_officer',
  'operator_handler',
  'operator_supervisor',
  'protection_officer',
  'regulator_reviewer',
  'policy_reviewer',
];
const deciders: readonly Role[] = [...handlers, 'committee_member'];
const desks: readonly Role[] = ['hotline_agent', 'counter_officer'];
const watchers: readonly Role[] = ['operator_supervisor', 'regulator_reviewer', 'policy_reviewer', 'auditor'];
const settlers: readonly Role[] = [
  'operator_handler',
  'operator_supervisor',
  'committee_member',
  'regulator_reviewer',
  'policy_reviewer',
];
const expected: Readonly<Record<Action, readonly Role[]>> = {
  'case.read': [...deciders, ...desks, 'conciliator', 'auditor'],
  'case.intake': [...handlers, ...desks],
  'case.reply_on_behalf': [...deciders, ...desks],
  'case.acknowledge': deciders,
  'case.assign': deciders,
  'case.note': [...deciders, ...desks, 'conciliator'],
  'case.request_information': [...deciders, 'conciliator'],
  'case.decide': deciders,
  'case.escalate': deciders,
  'case.transfer': handlers,
  'case.close': deciders,
  'case.reopen': deciders,
  'case.withdraw': deciders,
  'case.link': deciders,
  'case.mark_protected': [...deciders, ...desks],
  'remedy.fulfil': deciders,
  'resolution.conduct': [...settlers, 'conciliator'],
  'resolution.manage': settlers,
  'panel.manage': ['policy_reviewer'],
  'panel.sit': ['policy_reviewer'],
  'break_glass.request': deciders,
  'break_glass.review': ['privacy_officer'],
  'legal_hold.manage': ['privacy_officer'],
  'outbox.read': ['administrator'],
  'outbox.resend': ['administrator'],
  'people.read': ['privacy_officer', 'administrator'],
  'people.manage': ['administrator'],
  'office.people.read': [...deciders, ...desks, 'conciliator', 'privacy_officer', 'administrator'],
  'reference.manage': ['administrator'],
  'webhook.manage': ['administrator'],
  'ledger.read': ['auditor'],
  'statistics.read': [...watchers, 'analyst'],
  'watched.read': watchers,
  'oversight.manage': watchers.filter((role) => role !== 'auditor'),
};

describe('who may do what', () => {
  test.each(actions)('%s', (action) => {
    const able = roles.filter((role) => may(role, action)).sort();
    expect(able).toEqual([...expected[action]].sort());
  });

  test('nobody who runs the system, counts or audits touches a case', () => {
    for (const role of ['administrator', 'analyst', 'privacy_officer'] as const) {
      expect(actions.filter((action) => action.startsWith('case.') && may(role, action))).toEqual([]);
    }
    expect(actions.filter((action) => action.startsWith('case.') && may('auditor', action))).toEqual(['case.read']);
  });

  test('nobody may do everything, and who asks for break-glass never reviews it', () => {
    for (const role of roles) {
      expect(actions.every((action) => may(role, action))).toBe(false);
      expect(may(role, 'break_glass.request') && may(role, 'break_glass.review')).toBe(false);
    }
  });

  test('the system may, a complainant may not, whatever it is', () => {
    for (const action of actions) {
      expect(allows(systemActor('test'), action)).toBe(true);
      expect(allows({ kind: 'complainant', caseId: 'c' }, action)).toBe(false);
    }
  });

  test('a denial names the action', () => {
    expect(() => demand(staff('analyst'), 'case.decide')).toThrow(Forbidden);
    expect(() => demand(staff('analyst'), 'case.decide')).toThrow(
      expect.objectContaining({ code: 'forbidden.action', params: { action: 'case.decide' } }),
    );
    expect(() => demand(staff('commune_officer'), 'case.decide')).not.toThrow();
  });
});
