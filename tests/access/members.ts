import { generateSync } from 'otplib';

import {
  acceptInvitation,
  actorForToken,
  invitePerson,
  openInvitation,
  signIn,
  type SignedIn,
  type SignInServices,
} from '../../src/access/index.ts';
import { systemActor, type Role, type StaffActor } from '../../src/kernel/actor.ts';
import type { Command } from '../../src/platform/work.ts';
import type { World } from '../support/world.ts';

/** Somebody with an account, and what they know. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

export const password = 'correct horse battery';

export function services(world: World): SignInServices {
  return { perform: world.perform, authenticatorClock: world.clock };
}

/** What an authenticator app shows at that time. */
export function codeAt(secret: string, at: Date): string {
  return generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) });
}

let made = 0;

/** A member of staff who has accepted their invitation. */
export async function aMember(world: World, role: Role, office: string): Promise<Member> {
  made += 1;
  const email = `${role}-${made}@staff.example`;
  const invited = await world.perform(systemActor('test'), invitePerson, {
    email,
    name: `សុខ ដារ៉ា ${made}`,
    nameLatin: null,
    language: 'km',
    role,
    office,
    phone: null,
  });
  const offered = await world.perform(systemActor('test'), openInvitation, { token: invited.token });
  const { recoveryCodes } = await acceptInvitation(services(world), {
    token: invited.token,
    password,
    totp: offered.authenticator.needed ? codeAt(offered.authenticator.secret, world.clock.now()) : null,
  });
  // The code just used is used up: the next sign-in needs the next one.
  world.clock.advance(30_000);
  return { id: invited.personId, email, password, secret: offered.authenticator.secret, recoveryCodes };
}

/** Signs the member in with the code that their app shows now. */
export function enter(
  world: World,
  member: Member,
  over: Partial<Parameters<typeof signIn>[1]> = {},
): Promise<SignedIn> {
  return signIn(services(world), {
    email: member.email,
    password: member.password,
    totp: codeAt(member.secret, world.clock.now()),
    address: '203.0.113.1',
    via: 'api',
    ...over,
  });
}

export function actorOf(world: World, token: string): Promise<StaffActor | null> {
  return world.perform(systemActor('session'), actorForToken, token);
}

/** A member of staff, signed in. */
export async function aStaffActor(world: World, role: Role, office: string): Promise<StaffActor> {
  const member = await aMember(world, role, office);
  const { token } = await enter(world, member);
  const actor = await actorOf(world, token);
  if (!actor) throw new Error('not signed in');
  return actor;
}

/** Data of the facts of one kind in the ledger, oldest first. */
export function facts(world: World, event: string): Promise<Record<string, unknown>[]> {
  const read: Command<string, Record<string, unknown>[]> = async (work, name) =>
    (
      await work.em.execute<{ data: Record<string, unknown> }[]>(
        `select data from ledger_entry where event = ? order by chain, seq`,
        [name],
      )
    ).map((row) => row.data);
  return world.perform(systemActor('test'), read, event);
}

/** The refusal a promise ends in: its code and parameters. */
export async function refusalOf(promise: Promise<unknown>): Promise<{ code: string; [key: string]: unknown }> {
  try {
    await promise;
  } catch (error) {
    const { name, code, params, fields } = error as { name: string; code: string; params: object; fields?: object };
    return { name, code, params, ...(fields ? { fields } : {}) };
  }
  throw new Error('it was not refused');
}
