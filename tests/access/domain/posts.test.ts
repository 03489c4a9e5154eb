import { seatsIn, sitsOnRung } from '../../../src/access/domain/posts.ts';
import { roles, type Role } from '../../../src/kernel/actor.ts';

describe('posts', () => {
  test.each<[Role, string, boolean]>([
    ['commune_officer', 'commune', true],
    ['commune_officer', 'district', false],
    ['operator_handler', 'operator_branch', true],
    ['operator_handler', 'protection_desk', false],
    ['protection_officer', 'protection_desk', true],
    ['protection_officer', 'operator', false],
    ['regulator_reviewer', 'regulator', true],
    ['regulator_reviewer', 'policy', false],
    ['auditor', 'policy', true],
    ['auditor', 'regulator', true],
  ])('%s in an office of type %s: %s', (role, type, allowed) => {
    expect(seatsIn(role, type)).toBe(allowed);
  });

  test('who runs, counts, audits or answers the telephone works on no rung', () => {
    expect(roles.filter((role) => !sitsOnRung(role)).sort()).toEqual(
      ['administrator', 'analyst', 'auditor', 'hotline_agent', 'privacy_officer'].sort(),
    );
  });
});
