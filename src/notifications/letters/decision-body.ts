import { decisionsOf, type DecisionView } from '../../cases/index.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { DecisionBody, LetterDue } from './material.ts';
import { sizeOfPanel } from '../../review/index.ts';
import { dueOf, noLetter, type Gathered, type LetterSources } from './sources.ts';

/** The last decision with its reasons, evidence, legal basis, remedies, the next body and the last day to go there. */
export async function decisionBody(of: LetterSources): Promise<Gathered> {
  const { work, file, book, on } = of;
  const [decision] = await decisionsOf(work, file.reference);
  if (decision?.text.state !== 'readable') return noLetter();
  // A letter in which something is missing would be taken for a whole one.
  if (decision.remedies.some((remedy) => remedy.text?.state === 'undecryptable')) return noLetter();
  const { reasons, evidence, legalBasis } = decision.text.value;
  const outcome = book.outcome(decision.tier, decision.outcome, on);
  const body: DecisionBody = {
    kind: 'decision',
    outcome: outcome?.name ?? asIs(decision.outcome),
    panel: await sizeOfPanel(work, decision.id),
    reasons,
    evidence,
    legalBasis,
    remedies: decision.remedies.map((remedy) => ({
      name: book.remedy(remedy.kind, on)?.name ?? asIs(remedy.kind),
      text: remedy.text?.state === 'readable' ? remedy.text.value : null,
      amountKhr: remedy.amountKhr,
      dueOn: remedy.dueOn,
    })),
    next: nextBody(of, decision),
    otherWays: book
      .sideRungs(file.track, on)
      .filter(({ officeKind }) =>
        (outcome?.next ?? []).some(
          (way) => (way === 'court' && officeKind === 'court') || (way === 'nadr' && officeKind === 'neutral'),
        ),
      )
      .map((rung) => rung.body),
  };
  return { at: decision.decidedAt, office: decision.office, body };
}

function nextBody(of: LetterSources, decision: DecisionView): DecisionBody['next'] {
  if (decision.nextBody === null) return null;
  const { book, on, deadlines } = of;
  const body = book.rung(decision.nextBody, on)?.body ?? of.nameOf(decision.nextBody);
  const clock = deadlines.findLast(({ kind }) => kind === 'appeal_window' || kind === 'file_with_regulator');
  return { body, due: decision.appealUntil && windowOf(decision.appealUntil, clock ? dueOf(clock) : null) };
}

/** The day on record holds; the clock explains it. */
function windowOf(until: Date, clock: LetterDue | null): LetterDue {
  return clock
    ? { ...clock, dueAt: until }
    : { kind: 'appeal_window', dueAt: until, why: asIs(''), force: 'default', mayMove: false };
}

function asIs(text: string): Bilingual {
  return { km: text, en: text };
}
