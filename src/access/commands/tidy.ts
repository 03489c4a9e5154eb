import type { Work } from '../../platform/work.ts';
import { removeOldAttempts } from '../records/attempts.ts';
import { removeSessionsOver } from '../records/sessions.ts';

const day = 24 * 3_600_000;
/** DEFAULT: a session's row goes 90 days after its end; the ledger keeps that it was. */
const keepSessions = 90 * day;
/** Failures are forgotten after a day; their rows go after two. */
const keepAttempts = 2 * day;

/** Removes what sign-in needs no longer. Acts as the system. */
export async function tidyAccess(work: Work): Promise<{ sessions: number; attempts: number }> {
  return {
    sessions: await removeSessionsOver(work, new Date(work.now.getTime() - keepSessions)),
    attempts: await removeOldAttempts(work, new Date(work.now.getTime() - keepAttempts)),
  };
}
