import type { DisputeView } from '../../../resolution/index.ts';
import type { DisputeWords } from '../dispute-words/index.ts';
import { fill, localDigits } from '../../text.ts';
import type { Language } from '../../../kernel/language.ts';

/** Who waits for whom until when, in one sentence; `until` null: no date of its own. */
export interface DisputeWaiting {
  readonly text: string;
  readonly until: Date | null;
}

interface Called {
  readonly parties: ReadonlyMap<string, string>;
  readonly neutrals: ReadonlyMap<string, string>;
}

export function disputeWaiting(
  view: DisputeView,
  words: DisputeWords,
  called: Called,
  { now, language }: { readonly now: Date; readonly language: Language },
): DisputeWaiting {
  const { facts } = view.dispute;
  const { waits } = words;
  const list = (ids: readonly string[], of: ReadonlyMap<string, string>) =>
    ids.map((id) => of.get(id) ?? '').join(language === 'km' ? ' ' : ', ');
  const due = view.limitAt ?? view.dueAt;
  switch (facts.stage) {
    case 'admissibility':
      return { text: view.missing.length > 0 ? waits.missing : waits.admissibility, until: due };
    case 'consents': {
      const silent = facts.parties.filter((party) => party.consent !== 'given').map((party) => party.id);
      return { text: fill(waits.consents, { who: list(silent, called.parties) }), until: due };
    }
    case 'appointment': {
      const n = localDigits(facts.neutrals.length, language);
      return { text: fill(waits.appointment, { n, size: localDigits(facts.panelSize, language) }), until: due };
    }
    case 'declarations': {
      const silent = facts.neutrals.filter((seat) => seat.declaration === 'none').map((seat) => seat.id);
      return { text: fill(waits.declarations, { who: list(silent, called.neutrals) }), until: due };
    }
    case 'challenge_period':
      return facts.challengesOpen > 0
        ? { text: waits.challenged, until: due }
        : { text: waits.challenge_period, until: facts.challengeUntil };
    case 'sessions': {
      const set = view.sessions.filter((session) => session.state === 'scheduled');
      const next = set.find((session) => session.startsAt > now);
      if (set.some((session) => session.endsAt <= now)) return { text: waits.session_due, until: due };
      return next ? { text: waits.session_set, until: next.startsAt } : { text: waits.sessions, until: due };
    }
    case 'outcome':
    case 'signatures': {
      const unsigned = unsignedOf(view, called);
      return unsigned.length === 0
        ? { text: waits.issue, until: due }
        : { text: fill(waits.signatures, { who: unsigned.join(language === 'km' ? ' ' : ', ') }), until: due };
    }
    case 'obligations': {
      const open = view.obligations.filter((each) => !['confirmed', 'referred'].includes(each.state));
      const first = open.map((each) => each.dueOn).sort()[0];
      return { text: waits.obligations, until: first === undefined ? null : new Date(`${first}T17:30:00+07:00`) };
    }
    case 'closed':
    case 'court':
    case 'nadr':
    case 'refused':
    case 'discontinued':
    case 'sealed':
      return { text: waits.over, until: null };
  }
}

/** Whose signature is not on the terms yet. A report that nothing was settled needs none. */
function unsignedOf(view: DisputeView, called: Called): readonly string[] {
  const { facts, neutrals } = view.dispute;
  const { outcome } = facts;
  if (outcome === null || outcome.kind === 'failed') return [];
  if (outcome.kind === 'award') {
    return neutrals
      .filter((seat) => seat.ended_at === null && !outcome.signedNeutrals.includes(seat.id))
      .map((seat) => called.neutrals.get(seat.id) ?? '');
  }
  return facts.parties
    .filter((party) => !outcome.signedParties.includes(party.id))
    .map((party) => called.parties.get(party.id) ?? '');
}
