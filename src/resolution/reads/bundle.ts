import { mayReadContent, type Readable } from '../../cases/index.ts';
import { Forbidden } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import type { OutcomeText } from '../domain/terms-text.ts';
import { instantOrNull } from '../records/instant.ts';
import { detailsOfParty } from '../records/party-contact.ts';
import { outcomeTextOf } from '../records/outcome-store.ts';
import { minutesOf } from '../records/minutes-store.ts';
import { certificatesOf, referralsOf, serviceOf, statementOf } from '../records/view-reads.ts';
import { disputeView, openDisputeForReading } from './dispute-view.ts';

/** What goes to a later body, a court or the archive. Built up from what may be in it; nothing is taken out of a whole. */
export interface Bundle {
  readonly reference: string;
  readonly level: string;
  readonly mode: string;
  readonly stage: string;
  readonly parties: readonly {
    readonly side: string;
    readonly kind: string;
    readonly name: string | null;
    /** There is a name, and it cannot be opened. */
    readonly unreadable: boolean;
  }[];
  readonly statement: Readonly<Record<string, Readable<string>>>;
  readonly consents: readonly {
    readonly party: string;
    readonly mode: string;
    readonly given: boolean;
    readonly way: string;
    readonly at: Date | null;
  }[];
  readonly neutrals: readonly {
    readonly name: string | null;
    readonly declaration: string;
    readonly endReason: string | null;
  }[];
  readonly sessions: readonly {
    readonly number: number;
    readonly kind: string;
    readonly startsAt: Date;
    readonly state: string;
    /** Of joint sessions alone: what is said apart stays apart. */
    readonly minutes: Readable<string> | null;
    readonly service: readonly {
      readonly party: string;
      readonly state: string;
      readonly channel: string;
      readonly at: Date;
    }[];
  }[];
  readonly outcome: { readonly hash: string; readonly text: Readable<OutcomeText> } | null;
  readonly signatures: readonly {
    readonly party: string | null;
    readonly neutral: string | null;
    readonly way: string;
    readonly at: Date | null;
  }[];
  readonly referrals: readonly { readonly kind: string; readonly venue: string | null; readonly at: Date }[];
  readonly certificates: readonly { readonly number: string; readonly lastDayAt: Date | null }[];
}

/**
 * The bundle of a dispute for whoever comes after it: the body of appeal, a court, the archive. Notes of separate sessions,
 * their minutes and offers made without prejudice are in none: this reads no table that holds them.
 * @throws NotFound, Forbidden `forbidden.dispute` for whoever may not read content
 */
export async function disputeBundle(work: Work, reference: string): Promise<Bundle> {
  const { dispute } = await openDisputeForReading(work, reference);
  if (!mayReadContent(work.actor) || work.actor.kind === 'complainant') {
    throw new Forbidden('forbidden.dispute', { action: 'bundle' });
  }
  const view = await disputeView(work, reference);
  const { file } = dispute;
  const minutes = await minutesOf(work, file);
  const service = await serviceOf(work, file.id);
  work.record({ event: 'dispute.bundled', caseId: file.case_id, data: { disputeId: file.id }, announce: false });
  return {
    reference: view.reference,
    level: file.level,
    mode: file.mode,
    stage: dispute.facts.stage,
    parties: await Promise.all(
      dispute.parties.map(async (party) => {
        const details = await detailsOfParty(work, party);
        return { side: party.side, kind: party.kind, name: details?.name ?? null, unreadable: details === null };
      }),
    ),
    statement: await statementOf(work, file),
    consents: dispute.consents.map(({ party_id, mode, given, way, at }) => ({
      party: party_id,
      mode,
      given,
      way,
      at: instantOrNull(at),
    })),
    neutrals: view.neutrals.map(({ name, declaration, endReason }) => ({ name, declaration, endReason })),
    sessions: dispute.sessions.map((session) => ({
      number: session.number,
      kind: session.kind,
      startsAt: session.startsAt,
      state: session.state,
      minutes: session.kind === 'joint' ? (minutes.find((each) => each.sessionId === session.id)?.text ?? null) : null,
      service: service
        .filter((each) => each.session_id === session.id)
        .map(({ party_id, state, channel, at }) => ({ party: party_id, state, channel, at })),
    })),
    outcome: dispute.outcome && {
      hash: dispute.outcome.terms_hash.toString('hex'),
      text: await outcomeTextOf(work, dispute.outcome),
    },
    signatures: dispute.signatures.map(({ party_id, neutral_id, way, at }) => ({
      party: party_id,
      neutral: neutral_id,
      way,
      at: instantOrNull(at),
    })),
    referrals: (await referralsOf(work, file.id)).map(({ kind, venue, at }) => ({ kind, venue, at })),
    certificates: (await certificatesOf(work, file.case_id)).map(({ number, lastDayAt }) => ({ number, lastDayAt })),
  };
}
