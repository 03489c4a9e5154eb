import { passwordFaults } from '../../../src/access/domain/password-rule.ts';

const personal = ['sok.dara@commune.example', 'សុខ ដារ៉ា', 'Sok Dara'];

describe('new passwords', () => {
  test.each([
    ['short', 'password.too_short'],
    ['elevenchars', 'password.too_short'],
    ['x'.repeat(200), 'password.too_long'],
    ['aaaaaaaaaaaa', 'password.too_simple'],
    ['abcabcabcabc', 'password.too_simple'],
    ['123456789012', 'password.too_simple'],
    ['qwertqwertqwert', 'password.too_simple'],
    ['dara-commune', 'password.personal'],
    ['commune.example1', 'password.personal'],
  ])('%s is refused: %s', (password, code) => {
    expect(passwordFaults(password, personal).map((fault) => fault.code)).toEqual([code]);
  });

  test.each(['correct horse battery', 'ខ្ញុំចូលចិត្តស្វាយទុំណាស់', 'Tonle-Sap 2026 flood', 'kx7v-9pqd-m2ra'])(
    '%s is fine',
    (password) => {
      expect(passwordFaults(password, personal)).toEqual([]);
    },
  );
});
