import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { sealText } from './sealed.ts';

/** Lets the actor see the complainant's identity until then and keeps the reason, sealed. @returns the id of the request */
export async function showIdentityUntil(
  work: Work,
  of: { readonly caseId: string; readonly personId: string; readonly reason: string; readonly expiresAt: Date },
): Promise<string> {
  const id = newId();
  await work.elevated('a look at an identity is laid down by the system', async () => {
    await work.em.execute(
      'insert into identity_request (id, case_id, person_id, sealed_reason, at, expires_at) values (?, ?, ?, ?, ?, ?)',
      [
        id,
        of.caseId,
        of.personId,
        await sealText(work, of.caseId, `identity:${id}`, of.reason),
        work.now,
        of.expiresAt,
      ],
    );
  });
  return id;
}

/** The actor's request on this case that holds now, or null. */
export async function identityShownBy(
  work: Work,
  caseId: string,
): Promise<{ readonly id: string; readonly until: Date } | null> {
  if (work.actor.kind !== 'staff') return null;
  const [row] = await work.em.execute<{ id: string; expires_at: string }[]>(
    `select id, expires_at from identity_request
     where case_id = ? and person_id = ? and expires_at > ? order by expires_at desc limit 1`,
    [caseId, work.actor.personId, work.now],
  );
  return row ? { id: row.id, until: new Date(row.expires_at) } : null;
}
