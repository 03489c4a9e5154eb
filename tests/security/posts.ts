import { formatReference } from '../../src/cases/index.ts';
import type { Role, StaffActor } from '../../src/kernel/actor.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';

/** The four kinds of cases that the matrix tells apart, in its order. */
export const kinds = ['own', 'other', 'protected', 'otherTrack'] as const;
export type Kind = (typeof kinds)[number];

/** Where somebody of each role sits. */
export const seats: Readonly<Record<Role, string>> = {
  hotline_agent: 'HOTLINE',
  counter_officer: '120101',
  commune_officer: '120101',
  district_officer: '1201',
  province_officer: '12',
  operator_handler: 'NSAF',
  operator_supervisor: 'NSAF',
  committee_member: 'NSSF-DSC',
  protection_officer: 'NSAF-PROT',
  regulator_reviewer: 'SSR',
  conciliator: 'SSR',
  policy_reviewer: 'GS-NSPC',
  analyst: 'GS-NSPC',
  auditor: 'GS-NSPC',
  privacy_officer: 'GS-NSPC',
  administrator: 'GS-NSPC',
};

const inSecurity: readonly Role[] = ['committee_member', 'regulator_reviewer', 'conciliator'];

/** A well-formed reference that no case bears. */
export const noReference = formatReference('social_assistance', 2026, 999_999);

export interface Post {
  readonly actor: StaffActor;
  readonly token: string;
  /** Of somebody else at the same post, for what changes those who do it. */
  readonly spareTokens: readonly string[];
  readonly cases: Readonly<Record<Kind, FiledCase>>;
}

export interface Posts {
  readonly desk: Desk;
  of(role: Role): Post;
  /** A word that stands in the narrative and in the complainant's name of this case and nowhere else, by reference. */
  readonly marks: ReadonlyMap<string, string>;
  /** Everybody by the token they are signed in with. */
  readonly people: ReadonlyMap<string, StaffActor>;
  close(): Promise<void>;
}

const assistance = { programme: 'FP-PWC', category: 'PAY-NOT', place: '120101' };
const elsewhere = { programme: 'IDPOOR', category: 'CRD-NIS', place: '230101' };
const security = { programme: 'SS-PEN-PRI', category: 'MEM-REG', place: '230101' };

/** One world in which every role has a case of its own and knows of none of the others. */
export async function allPosts(): Promise<Posts> {
  const desk = await aDesk();
  const posts = new Map<Role, Post>();
  const people = new Map<Role, StaffActor>();
  const signedIn = new Map<string, StaffActor>();
  for (const [role, office] of Object.entries(seats) as [Role, string][]) {
    people.set(role, await desk.staff(role, office));
  }
  const marks = new Map<string, string>();
  const file = async (more: object): Promise<FiledCase> => {
    const mark = `zq${String.fromCharCode(97 + marks.size)}kanari`;
    const complainant = { name: mark, sex: 'female', phone: '012 345 678' };
    const filed = await desk.file({ ...more, narrative: `${mark} ${mark}`, complainant });
    marks.set(filed.reference, mark);
    return filed;
  };
  const farAssistance = await file(elsewhere);
  const farSecurity = await file(security);
  const hidden = await file({ ...assistance, protected: true });
  const hiddenElsewhere = await file({ ...elsewhere, protected: true });
  for (const [role, actor] of people) {
    const secure = inSecurity.includes(role);
    const own = role === 'protection_officer' ? hidden : await file(secure ? security : assistance);
    if (role === 'hotline_agent') {
      await desk.owner('update case_file set intake_office = $2 where id = $1', [own.id, actor.office]);
    } else if (role !== 'protection_officer' && actor.tier !== null) {
      await moveTo(desk, own, actor.office, actor.tier);
    }
    const tokens: string[] = [];
    for (const each of [actor, await desk.staff(role, actor.office), await desk.staff(role, actor.office)]) {
      const token = await desk.token(each);
      tokens.push(token);
      signedIn.set(token, each);
    }
    const [token = '', ...spareTokens] = tokens;
    posts.set(role, {
      actor,
      token,
      spareTokens,
      cases: {
        own,
        other: secure ? farSecurity : farAssistance,
        protected: role === 'protection_officer' ? hiddenElsewhere : hidden,
        otherTrack: secure ? farAssistance : farSecurity,
      },
    });
  }
  return {
    desk,
    marks,
    people: signedIn,
    of(role) {
      const post = posts.get(role);
      if (!post) throw new Error(`nobody is ${role}`);
      return post;
    },
    close: () => desk.close(),
  };
}

/** Puts a case at an office without living through what leads there. */
export async function moveTo(desk: Desk, of: FiledCase, office: string, tier: string): Promise<void> {
  await desk.owner('update case_file set held_office = $2, tier = $3 where id = $1', [of.id, office, tier]);
  await desk.owner('update case_custody set office = $2, tier = $3 where case_id = $1', [of.id, office, tier]);
}
