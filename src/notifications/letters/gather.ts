import {
  arrivalsOf,
  mayReadContent,
  messagesOf,
  openForReading,
  partiesOf,
  readCase,
  type Arrival,
  type CaseRecord,
} from '../../cases/index.ts';
import { Forbidden, RuleBroken } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay, type ReferenceBook } from '../../reference/index.ts';
import { accusedOffices, nextHolder } from '../../routing/index.ts';
import { deadlinesOf, type CaseDeadline } from '../../sla/index.ts';
import { decisionBody } from './decision-body.ts';
import { isOnRequestOnly, type LetterKind } from './kinds.ts';
import type { EscalationBody, LetterMaterial } from './material.ts';
import { dueOf, noLetter, type Gathered, type LetterSources } from './sources.ts';

/**
 * Gathers what a letter says, as far as the actor may see the case; that it was made is a fact of the ledger. Letters on
 * protected and confidential cases are for the complainant alone, and then without a name on them.
 * @throws NotFound `not_found.case`; `not_found.letter` when there is nothing yet to write about, or it can no longer be opened
 * @throws RuleBroken `letter_on_request_only`; Forbidden for those who may not read what is said in a case
 */
export async function gatherLetter(
  work: Work,
  input: { readonly reference: string; readonly kind: LetterKind },
): Promise<LetterMaterial> {
  const found = await openForReading(work, input.reference, 'letter');
  if (!mayReadContent(work.actor)) throw new Forbidden('forbidden.content');
  const isDiscreet = isOnRequestOnly(found);
  if (isDiscreet && work.actor.kind !== 'complainant') throw new RuleBroken('letter_on_request_only');
  const file = await readCase(work, found.id);
  const book = await currentBook(work);
  const on = phnomPenhDay(work.now);
  const nameOf = (office: string) => nameOnPaper(book, file, office, on);
  const sources = { work, file, book, on, deadlines: await deadlinesOf(work, file.id), nameOf };
  const { body, at, office } = await bodies[input.kind](sources);
  work.record({ event: 'letter.made', caseId: file.id, data: { kind: input.kind }, announce: false });
  return {
    reference: file.reference,
    language: file.language,
    isDiscreet,
    office: nameOf(office),
    officePhone: file.protected ? null : (book.office(office)?.phone ?? null),
    addressee: isDiscreet ? null : await addresseeOf(work, file.reference),
    programme: file.protected ? null : (book.programme(file.programme, on)?.name ?? null),
    subject: file.protected ? null : (book.category(file.category, on)?.name ?? null),
    filedAt: file.filedAt,
    writtenAt: at,
    body,
  };
}

const bodies: Readonly<Record<LetterKind, (of: LetterSources) => Promise<Gathered>>> = {
  acknowledgement: acknowledgementBody,
  'information-request': informationRequestBody,
  decision: decisionBody,
  escalation: escalationBody,
  'regulator-right': (of) => Promise.resolve(regulatorRightBody(of)),
};

/** The office that took the case in wrote it; what must happen there is told by the clocks that started there. */
async function acknowledgementBody(of: LetterSources): Promise<Gathered> {
  const { work, file, book, on } = of;
  const first = (await arrivalsOf(work, file.id))[0];
  const office = first?.office ?? file.heldOffice;
  const tier = first?.tier ?? file.tier;
  const ours = measuring(of.deadlines, tier);
  const governing = ours.find(({ kind }) => kind !== 'acknowledge');
  const effect = governing && book.slaRuleById(governing.rule, on)?.onBreach;
  const { track, programme, operatorOffice, place } = file;
  const avoidOffices = await accusedOffices(work, file.id);
  const above = nextHolder(book, {
    track,
    programme,
    operatorOffice,
    tier,
    place,
    avoidOffices,
    on,
    protected: file.protected,
  });
  return {
    at: file.filedAt,
    office,
    body: {
      kind: 'acknowledgement',
      heldBy: of.nameOf(office),
      deadlines: ours.map(dueOf),
      onBreach: effect ? { effect, next: above && of.nameOf(above.office) } : null,
    },
  };
}

async function informationRequestBody({ work, file }: LetterSources): Promise<Gathered> {
  const messages = await messagesOf(work, file.reference);
  const asked = messages.findLast((message) => message.kind === 'question' && !message.internal);
  if (asked?.text.state !== 'readable') return noLetter();
  const body = { kind: 'information-request', question: asked.text.value, replyBy: asked.replyDueAt } as const;
  return { at: asked.at, office: asked.from.office ?? file.heldOffice, body };
}

async function escalationBody(of: LetterSources): Promise<Gathered> {
  const arrivals = await arrivalsOf(of.work, of.file.id);
  const position = arrivals.findLastIndex((arrival, index) => index > 0 && howUp(arrival) !== null);
  const to = arrivals[position];
  const from = arrivals[position - 1];
  const how = to && howUp(to);
  if (!to || !from || !how) return noLetter();
  const body: EscalationBody = {
    kind: 'escalation',
    how,
    from: of.nameOf(from.office),
    to: of.nameOf(to.office),
    deadlines: measuring(of.deadlines, to.tier).map(dueOf),
  };
  return { at: to.at, office: to.office, body };
}

function howUp({ how }: Arrival): EscalationBody['how'] | null {
  return how === 'time' || how === 'party' || how === 'skip' || how === 'officer' ? how : null;
}

/** Decision 017 FSA.SSR: 30 working days from the non-settlement. */
function regulatorRightBody({ file, book, on, deadlines }: LetterSources): Gathered {
  const clock = deadlines.findLast(({ kind }) => kind === 'file_with_regulator');
  if (!clock) return noLetter();
  const rung = book.ladder(file.track, book.programme(file.programme, on)?.operator ?? '', on);
  const regulator = rung.find(({ officeKind }) => officeKind === 'regulator')?.body;
  if (!regulator) return noLetter();
  return {
    at: clock.triggerAt,
    office: file.heldOffice,
    body: { kind: 'regulator-right', regulator, due: dueOf(clock) },
  };
}

/** Clocks that measure the office on that rung, in the order of their dates. */
function measuring(deadlines: readonly CaseDeadline[], tier: string): readonly CaseDeadline[] {
  const ours = ['acknowledge', 'safe_contact', 'decide', 'settle', 'completeness', 'conciliate'];
  return deadlines
    .filter((clock) => clock.tier === tier && ours.includes(clock.kind))
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/** A protection desk is named by its institution: whoever sees the paper shall not learn what kind of case it is. */
function nameOnPaper(book: ReferenceBook, file: CaseRecord, code: string, on: string): Bilingual {
  const office = book.office(code);
  const operator = book.operator(office?.operator ?? book.programme(file.programme, on)?.operator ?? '', on);
  if (operator && (office?.type === 'protection_desk' || !office)) return operator.name;
  return office?.name ?? { km: code, en: code };
}

async function addresseeOf(work: Work, reference: string): Promise<string | null> {
  const parties = await partiesOf(work, reference);
  const party = parties.find((each) => each.side === 'complainant');
  return party?.side === 'complainant' && party.details.state === 'readable' ? party.details.value.name : null;
}
