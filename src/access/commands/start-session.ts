import type { Role, Tier } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { absoluteExpiry } from '../domain/session-life.ts';
import { postOf } from '../reads/post.ts';
import type { PersonRecord } from '../records/people.ts';
import { insertSession } from '../records/sessions.ts';
import { newToken, tokenHash } from '../tokens.ts';

export interface SignedIn {
  /** Shown once; only its hash is kept. */
  readonly token: string;
  readonly sessionId: string;
  /** At the latest; idle sessions end earlier. */
  readonly expiresAt: Date;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly nameLatin: string | null;
    readonly language: Language;
    readonly role: Role;
    readonly office: string;
    readonly tier: Tier | null;
  };
}

/**
 * Begins the session of somebody who has proven who they are. Callers act as the system.
 * @param how.sso proven by the provider of single sign-on
 */
export async function startSession(
  work: Work,
  person: PersonRecord,
  how: { readonly via: 'web' | 'api'; readonly sso: boolean },
): Promise<SignedIn> {
  const token = newToken();
  const session = {
    id: newId(),
    personId: person.id,
    via: how.via,
    role: person.role,
    office: person.office,
    createdAt: work.now,
    lastSeenAt: work.now,
    expiresAt: absoluteExpiry(work.now),
    endedAt: null,
    sso: how.sso,
  };
  await insertSession(work, session, tokenHash(token));
  const post = await postOf(work, person.role, person.office);
  work.record({
    event: 'session.started',
    caseId: null,
    data: {
      sessionId: session.id,
      personId: person.id,
      role: person.role,
      office: person.office,
      via: how.via,
      ...(how.sso ? { sso: true } : {}),
    },
    announce: false,
  });
  return {
    token,
    sessionId: session.id,
    expiresAt: session.expiresAt,
    person: {
      id: person.id,
      name: person.name,
      nameLatin: person.nameLatin,
      language: person.language,
      role: person.role,
      office: person.office,
      tier: post.tier,
    },
  };
}
