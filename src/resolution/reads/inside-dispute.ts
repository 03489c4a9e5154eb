import { mayReadContent, type Readable } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import type { RepresentativeDetails } from '../domain/details.ts';
import {
  attestationsOf,
  challengeTexts,
  evidenceOf,
  extensionsOf,
  hasNotesKey,
  ownNotes,
  representativeDetails,
  requestsOf,
  type ChallengeText,
  type ExtensionAsked,
  type RequestMade,
} from '../records/inside-reads.ts';
import { linkOf, serviceOf } from '../records/view-reads.ts';
import { openDisputeForReading } from './dispute-view.ts';

/** What lies in a dispute file beside what every reader of it sees. */
export interface InsideDispute {
  readonly extensions: readonly ExtensionAsked[];
  readonly challenges: readonly ChallengeText[];
  readonly requests: readonly RequestMade[];
  readonly representatives: ReadonlyMap<string, RepresentativeDetails>;
  readonly evidence: ReadonlyMap<string, Readable<string>>;
  readonly attestations: readonly { readonly partyId: string; readonly by: string }[];
  readonly service: Awaited<ReturnType<typeof serviceOf>>;
  /** Links of video sessions, by session. */
  readonly links: ReadonlyMap<string, Readable<string>>;
  /** Of the reader alone. */
  readonly notes: { readonly hasKey: boolean; readonly sessions: readonly string[] };
}

const nothing: InsideDispute = {
  extensions: [],
  challenges: [],
  requests: [],
  representatives: new Map(),
  evidence: new Map(),
  attestations: [],
  service: [],
  links: new Map(),
  notes: { hasKey: false, sessions: [] },
};

/**
 * The papers of a dispute for whoever keeps or conducts it. A party gets what it may know of them: the days asked for, what
 * was asked of the parties, and the links of sessions to which it is called; everybody else nothing.
 * @throws NotFound `not_found.case`, `not_found.dispute`
 */
export async function insideDispute(work: Work, reference: string): Promise<InsideDispute> {
  const { dispute, capacities } = await openDisputeForReading(work, reference);
  if (capacities.length === 0 || !mayReadContent(work.actor)) return nothing;
  const { file } = dispute;
  const own = dispute.parties.find((party) => work.actor.kind === 'complainant' && party.is_complainant)?.id;
  const called = dispute.sessions.filter(
    (session) => own === undefined || session.invitations.some((each) => each.partyId === own),
  );
  const links = new Map<string, Readable<string>>();
  for (const session of called) {
    const link = session.means === 'video' ? await linkOf(work, session) : null;
    if (link) links.set(session.id, link);
  }
  const extensions = await extensionsOf(work, file.id);
  const requests = await requestsOf(work, file);
  if (own !== undefined) return { ...nothing, extensions, links, requests };
  return {
    extensions,
    links,
    challenges: await challengeTexts(work, dispute),
    requests,
    representatives: await representativeDetails(work, dispute),
    evidence: await evidenceOf(work, dispute),
    attestations: await attestationsOf(work, dispute.outcome),
    service: await serviceOf(work, file.id),
    notes: capacities.includes('neutral')
      ? {
          hasKey: await hasNotesKey(work),
          sessions: await ownNotes(
            work,
            dispute.sessions.map((each) => each.id),
          ),
        }
      : nothing.notes,
  };
}
