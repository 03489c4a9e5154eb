import { readCase, setAppealWindow } from '../cases/index.ts';
import type { Fact, JsonValue } from '../kernel/fact.ts';
import type { Work } from '../platform/work.ts';
import { currentBook } from '../reference/index.ts';
import { appealBody } from '../routing/index.ts';
import { clockSurroundings } from '../sla/index.ts';
import { handlingPeople } from './handling-people.ts';
import { questionAbout } from './ports.ts';
import { addEscalation } from './records/escalation-store.ts';
import { unwatchCase, watchCase } from './records/watching.ts';
import { resolvedBy } from './watch-reason.ts';

type Listener = (work: Work, fact: Fact) => Promise<void>;

/** What happened may resolve why the case is watched. */
const resolve: Listener = async (work, fact) => {
  if (fact.caseId !== null) await unwatchCase(work, fact.caseId, resolvedBy[fact.event] ?? null);
};

/** A decision says where the party may go next, and until when. */
const decided: Listener = async (work, fact) => {
  await resolve(work, fact);
  const { decisionId } = fact.data;
  if (fact.caseId === null || typeof decisionId !== 'string') return;
  const file = await readCase(work, fact.caseId);
  const windows = await clockSurroundings(work, file.id);
  const regulatorRight = windows.regulatorRight !== null;
  const body = appealBody(await currentBook(work), { ...(await questionAbout(work, file)), regulatorRight });
  const until = (windows.regulatorRight ?? windows.appealWindow)?.until ?? null;
  await setAppealWindow(work, decisionId, { nextBody: body?.office ?? null, appealUntil: until });
};

/** Offices passed over because the case is about them are kept as escalations of their own kind. */
const skipped: Listener = async (work, fact) => {
  const { toTier, toOffice } = fact.data;
  if (fact.caseId === null || typeof toTier !== 'string' || typeof toOffice !== 'string') return;
  const from: readonly JsonValue[] = Array.isArray(fact.data['skipped'])
    ? (fact.data['skipped'] as JsonValue[])
    : [fact.data];
  for (const each of from) {
    const { tier, office } = each as { readonly tier?: JsonValue; readonly office?: JsonValue };
    if (typeof tier !== 'string' || typeof office !== 'string') continue;
    const escalation = {
      caseId: fact.caseId,
      how: 'skip',
      from: { tier, office },
      to: { tier: toTier, office: toOffice },
    } as const;
    await work.elevated('whoever took the case in may not see it', () => addEscalation(work, escalation));
  }
};

/** At the protection desk it is watched for reasons of its own. */
const protectedNow: Listener = async (work, fact) => {
  await resolve(work, fact);
  const office = fact.data['toOffice'];
  if (fact.caseId === null || typeof office !== 'string') return;
  const people = await work.elevated('who sits at the desk is for the program to know', () =>
    handlingPeople(work, office),
  );
  if (people.length === 0) await watchCase(work, fact.caseId, 'nobody_at_office');
};

/** No further meeting fits before the date that nothing passes: somebody above must look. */
const tooTight: Listener = async (work, { caseId }) => {
  if (caseId !== null) await watchCase(work, caseId, 'dispute_too_tight');
};

/** What escalation does when something happens to a case, in the same transaction; after the clocks. */
export const escalationListeners: Readonly<Record<string, Listener>> = {
  'case.assigned': resolve,
  'case.acknowledged': resolve,
  'case.withdrawn': resolve,
  'case.closed': resolve,
  'appeal.filed': resolve,
  'remedy.confirmed': resolve,
  'remedy.disputed': resolve,
  'dispute.issued': resolve,
  'dispute.withdrawn': resolve,
  'dispute.refused': resolve,
  'dispute.crime_referred': resolve,
  'dispute.discontinued': resolve,
  'dispute.no_longer_fits': tooTight,
  'case.decided': decided,
  'case.protected': protectedNow,
  'case.skipped': skipped,
};
