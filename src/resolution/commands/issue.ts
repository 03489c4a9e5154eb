import { isDecidedByPanel, type Handling } from '../../cases/index.ts';
import { RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { currentCalendar } from '../../sla/index.ts';
import { oppositionUntil, watchTimes } from '../deadlines.ts';
import type { Level, OutcomeKind } from '../domain/terms.ts';
import { sendToParty } from '../records/message-store.ts';
import { addObligations } from '../records/obligation-store.ts';
import { issueOutcome, keepMinutesReason, outcomeTextOf } from '../records/outcome-store.ts';
import { turnSteps } from '../step-clocks.ts';
import { outcomeText } from '../words.ts';
import { backToHandling } from './admission.ts';
import { concludeDispute, refuseBroken, takeUpUnjudged, type DisputeAnswer, type DisputeTarget } from './take-up.ts';

/**
 * How an outcome of a dispute decides its case; null: it decides nothing there - the office goes on with the case, or the
 * case was decided before (a dispute by agreement). Codes are those of DOMAIN 5.
 */
const caseOutcomes: Readonly<Record<Level, Readonly<Partial<Record<OutcomeKind, string>>>>> = {
  committee: { agreement: 'settled', partial: 'partly_settled', failed: 'not_settled' },
  regulator: { agreement: 'conciliated', partial: 'partly_conciliated', failed: 'failed' },
  assistance: { agreement: 'resolved_on_spot', partial: 'partly_upheld' },
  agreed: {},
};

const standardReasons: Readonly<Record<OutcomeKind, string>> = {
  agreement: 'ភាគីបានព្រមព្រៀងគ្នា។ / The parties have agreed.',
  partial: 'ភាគីបានព្រមព្រៀងគ្នាលើចំណុចខ្លះ។ / The parties have agreed on some points.',
  award: 'មានសេចក្ដីសម្រេចអាជ្ញាកណ្ដាល។ / An award was made.',
  failed: 'ការផ្សះផ្សាមិនបានសម្រេច។ / Conciliation failed.',
  withdrawn: 'បណ្ដឹងត្រូវបានដក។ / The complaint was withdrawn.',
};

/**
 * Issues the outcome: the terms become obligations, the case is decided by it, and the parties are told. Not settled at the
 * committee opens the thirty working days to go to the Regulator, and the certificate says so.
 * @param decide the use case that decides a case, joined to ladder and clocks
 * @param input minutesReason: why minutes of a session are not approved by whoever attended, when they are not
 * @throws RuleBroken `minutes_not_approved`, `signatures_missing`, `consent_missing`, `declaration_missing`, `no_session_with_notice`,
 *   `outcome_missing`; whatever deciding the case may throw (`decider_is_barred`, ...)
 */
export const issueDispute =
  (decide: Handling['decide']) =>
  async (
    work: Work,
    input: DisputeTarget & { readonly minutesReason?: string | null },
  ): Promise<DisputeAnswer & { readonly caseOutcome: string | null }> => {
    const taken = await takeUpUnjudged(work, 'issue', input);
    const { outcome, file, caseFile } = taken;
    const reason = input.minutesReason?.trim() ?? '';
    if (outcome && taken.facts.outcome && reason !== '') {
      await keepMinutesReason(work, outcome, reason);
      const facts = { ...taken.facts, outcome: { ...taken.facts.outcome, minutesReason: true } };
      refuseBroken(work, 'issue', { facts });
    } else refuseBroken(work, 'issue', taken);
    const read = outcome && (await outcomeTextOf(work, outcome));
    if (!outcome || read?.state !== 'readable') throw new RuleBroken('outcome_missing');
    const text = read.value;
    await issueOutcome(work, outcome.id);
    const calendar = await currentCalendar(work);
    await addObligations(
      work,
      file,
      outcome.id,
      text.terms.map((term) => ({ ...term, ...watchTimes(calendar, term.dueOn) })),
    );
    await turnSteps(work, caseFile, { met: ['outcome_notice'] });
    const answer = await concludeDispute(
      work,
      taken,
      'issue',
      'dispute.issued',
      { outcome: outcome.id, kind: text.kind, obligations: text.terms.length },
      { opposition_until: text.kind === 'award' ? oppositionUntil(work.now) : null },
    );
    // Where a panel decides, what the parties agreed on comes before it: it takes note of it in its own decision.
    const code = isDecidedByPanel(caseFile.tier) ? null : (caseOutcomes[file.level][text.kind] ?? null);
    backToHandling(caseFile, file.level);
    if (code !== null) {
      await work.em.flush();
      await decide(work, {
        reference: caseFile.reference,
        outcome: code,
        reasons: text.reasons?.trim() || standardReasons[text.kind],
        legalBasis: null,
        evidence: null,
        remedies: [],
      });
    }
    for (const party of taken.parties) {
      await sendToParty(work, file, party, {
        kind: 'outcome',
        text: (language, discreet) => outcomeText(language, { reference: caseFile.reference, discreet }),
      });
    }
    return { ...answer, caseOutcome: code };
  };
