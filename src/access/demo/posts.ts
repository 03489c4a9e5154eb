import type { Role } from '../../kernel/actor.ts';
import type { ReferenceBook } from '../../reference/index.ts';

/** A post to be filled with a demo person; `nth` counts people of one role in one office from 1. */
export interface DemoPost {
  readonly role: Role;
  readonly office: string;
  readonly nth: number;
}

/** The path of the pilot on which every rung has somebody: a commune of Phnom Penh. */
const path = { commune: '120101', district: '1201', province: '12' };

/**
 * Every role, and on the path every rung of both ladders, with as many people as the rules need to differ: a fresh
 * decider, a second reviewer, a panel of three. Within a role, the post one would try first comes first. Offices that the
 * reference data does not have are left out.
 */
export function demoPosts(book: ReferenceBook, on: string): DemoPost[] {
  const posts: DemoPost[] = [];
  const fill = (role: Role, office: string | null | undefined, people: number): void => {
    if (!office || !book.office(office)) return;
    const there = posts.filter((post) => post.role === role && post.office === office).length;
    for (let nth = there + 1; nth <= people; nth += 1) posts.push({ role, office, nth });
  };
  const operators = [...book.operators(on)].sort((a, b) => rank(a.code) - rank(b.code));
  const branch = book.officeFor('SS1A', { place: path.commune, operator: 'NSSF', programme: 'SS-HC-PRI' }, on)?.code;
  const policyOffice = book.officesAt('SA5')[0]?.code;
  const regulator = book.officesAt('SS2')[0]?.code;

  fill('commune_officer', path.commune, 2);
  fill('district_officer', path.district, 2);
  fill('province_officer', path.province, 2);
  for (const { code, assistanceOffice } of operators) fill('operator_handler', assistanceOffice, isPilot(code) ? 2 : 1);
  fill('operator_handler', branch, 2);
  for (const { code, securityOffice } of operators) fill('operator_handler', securityOffice, isPilot(code) ? 2 : 1);
  for (const { code, assistanceOffice } of operators)
    fill('operator_supervisor', assistanceOffice, isPilot(code) ? 2 : 1);
  for (const { code, securityOffice } of operators) fill('operator_supervisor', securityOffice, isPilot(code) ? 2 : 1);
  for (const { committeeOffice } of operators) fill('committee_member', committeeOffice, 4);
  fill('regulator_reviewer', regulator, 2);
  fill('conciliator', regulator, 3);
  // A panel of three, and somebody to take the place of a member in conflict.
  fill('policy_reviewer', policyOffice, 4);
  for (const { protectionDesks } of operators) {
    fill('protection_officer', protectionDesks.social_assistance, 2);
    fill('protection_officer', protectionDesks.social_security, 2);
  }
  fill('hotline_agent', book.offices().find((office) => office.type === 'hotline')?.code, 2);
  fill('counter_officer', path.commune, 1);
  fill('counter_officer', path.district, 1);
  fill('counter_officer', branch, 1);
  fill('analyst', policyOffice, 1);
  fill('auditor', policyOffice, 1);
  fill('privacy_officer', policyOffice, 2);
  fill('administrator', policyOffice, 2);
  return posts;
}

/** Operators of the tour's two stories come first and have a second person everywhere. */
function isPilot(operator: string): boolean {
  return operator === 'NSAF' || operator === 'NSSF';
}

function rank(operator: string): number {
  return isPilot(operator) ? 0 : 1;
}

/** `commune_officer.120101@demo.samleng.example`, from the second on `commune_officer-2.120101@…`. */
export function demoEmail(post: DemoPost): string {
  const number = post.nth === 1 ? '' : `-${post.nth}`;
  return `${post.role}${number}.${post.office.toLowerCase()}@demo.samleng.example`;
}
