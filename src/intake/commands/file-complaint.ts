import { randomInt } from 'node:crypto';

import { demand, peopleInRole } from '../../access/index.ts';
import { formatReceipt, formatReference, nextCaseNumber, openCase, type NewCase } from '../../cases/index.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Command, Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay, type Category, type Programme, type ReferenceBook } from '../../reference/index.ts';
import { routeNewCase } from '../../routing/index.ts';
import { firstClocks, keepingClocks } from '../../sla/index.ts';
import type { FilingAnswer, FilingWarning } from '../domain/filing.ts';
import { mayBeBarred } from '../domain/time-bar.ts';
import type { Filing } from '../parse-filing.ts';
import { keepingAnswer, type Idempotency } from '../records/filing-keys.ts';

export interface FilingRequest {
  readonly filing: Filing;
  /** Null when the sender gave no key: sending twice then files twice. */
  readonly idempotency: Idempotency | null;
}

/**
 * Takes a complaint in: routes it, keeps it with its first clocks, and tells the complainant where it is, by when what will
 * happen, and with which receipt to follow it. All in one transaction, or nothing. Any channel takes a complaint of
 * either track (no wrong door); nothing is refused because a claim may be barred or a round of complaints is over.
 * Doors use `fileOnce`, which also answers a filing sent twice.
 * @throws InvalidInput when a code is unknown on the day of filing; Forbidden when the person takes no complaints in
 */
export const fileComplaint: Command<FilingRequest, FilingAnswer> = async (work, { filing, idempotency }) => {
  const { actor, now } = work;
  if (actor.kind === 'staff') demand(actor, 'case.intake');
  const book = await currentBook(work);
  const on = phnomPenhDay(now);
  const id = actor.kind === 'complainant' ? actor.caseId : newId();
  const accused = [...new Set(filing.about.map((each) => each.office).filter((office) => office !== null))];
  const route = routeNewCase(book, {
    programme: filing.programme,
    category: filing.category,
    place: filing.place,
    protected: filing.protected,
    avoidOffices: accused,
    on,
  });
  const { programme, category } = knownCodes(book, filing, on);
  const isProtected = filing.protected || category.isProtected;
  const severity = filing.lifeThreatening ? category.severityIfLifeThreatening : category.severity;
  const timeBar = filing.occurredOn === null ? null : book.timeBar(filing.programme, filing.category, on);
  const claimBarred =
    timeBar !== null && filing.occurredOn !== null && mayBeBarred(filing.occurredOn, timeBar.years, on);
  const outsideWindow = isOutsideWindow(programme, on);
  const receipt = newReceipt();
  const reference = formatReference(route.track, Number(on.slice(0, 4)), await nextCaseNumber(work));

  const { tier } = route;
  const first = firstClocks(book, { id, track: route.track, tier, severity, filedAt: now, arrivedAt: now });

  const answer: FilingAnswer = {
    reference,
    receipt: formatReceipt(receipt),
    track: route.track,
    status: 'filed',
    heldBy: {
      office: route.office,
      name: book.office(route.office)?.name ?? { km: route.office, en: route.office },
      tier: route.tier,
    },
    filedAt: now,
    deadlines: first.deadlines.map(({ kind, dueAt, rule, force, why }) => ({ kind, dueAt, rule, force, why })),
    warnings: warningsOf(programme, claimBarred ? timeBar : null, outsideWindow),
    language: filing.language,
  };

  const file: NewCase = {
    id,
    reference,
    track: route.track,
    programme: filing.programme,
    category: filing.category,
    severity,
    place: filing.place,
    language: filing.language,
    channel: filing.channel,
    identity: filing.identity,
    protected: isProtected,
    lifeThreatening: filing.lifeThreatening,
    occurredOn: filing.occurredOn,
    tier: route.tier,
    heldOffice: route.office,
    operatorOffice: route.operatorOffice,
    intakeOffice: actor.kind === 'staff' ? actor.office : null,
    filedBy: actor.kind === 'staff' ? actor.personId : null,
    appealOf: null,
    claimBarred,
    dueAt: first.dueAt,
    watchedReason: first.watchedReason,
    receiptHash: work.vault.lookupHash('receipt', receipt),
    filedAt: now,
    how: 'filed',
    texts: { narrative: filing.narrative, remedySought: filing.remedySought },
    complainant: filing.complainant,
    representative: filing.representative,
    about: filing.about,
    named: isProtected ? await protectionOfficers(work, route.office) : [],
  };
  await openCase(work, file, [
    keepingClocks(work, id, first),
    ...(idempotency === null ? [] : [keepingAnswer(work, idempotency, id, answer)]),
  ]);

  work.record({
    event: 'case.filed',
    caseId: id,
    data: {
      reference,
      track: route.track,
      programme: filing.programme,
      category: filing.category,
      severity,
      channel: filing.channel,
      tier: route.tier,
      office: route.office,
      protected: isProtected,
      claimBarred,
      outsideWindow,
    },
    announce: true,
  });
  for (const skipped of route.skipped) {
    const data = { ...skipped, toTier: route.tier, toOffice: route.office };
    work.record({ event: 'case.skipped', caseId: id, data, announce: false });
  }

  return answer;
};

/** Sixteen random digits. Known to the complainant alone: we keep a keyed hash. */
function newReceipt(): string {
  const half = () => String(randomInt(100_000_000)).padStart(8, '0');
  return half() + half();
}

/** Routing refused unknown codes before. */
function knownCodes(book: ReferenceBook, filing: Filing, on: string): { programme: Programme; category: Category } {
  const programme = book.programme(filing.programme, on);
  const category = book.category(filing.category, on);
  if (!programme || !category) throw new InvalidInput([]);
  return { programme, category };
}

function isOutsideWindow({ complaintWindow: window }: Programme, on: string): boolean {
  return window !== null && (on < window.opensOn || on > window.closesOn);
}

/** Who may see a protected case from the first moment: the active protection officers of the desk that gets it. */
async function protectionOfficers(work: Work, office: string): Promise<readonly string[]> {
  const people = await work.elevated('who sits at the protection desk is for the program to know', () =>
    peopleInRole(work, 'protection_officer', office),
  );
  return people.map((person) => person.id);
}

function warningsOf(
  programme: Programme,
  timeBar: { readonly years: number } | null,
  outsideWindow: boolean,
): FilingWarning[] {
  const warnings: FilingWarning[] = [];
  if (timeBar !== null) {
    warnings.push({
      code: 'claim_may_be_barred',
      text: {
        km: `បណ្ដឹងបានទទួលហើយ។ ដោយសាររឿងនេះកើតឡើងលើសពី ${khmerDigits(timeBar.years)} ឆ្នាំ មន្ត្រីច្បាប់នឹងពិនិត្យថាតើសិទ្ធិទាមទារនៅមានឬទេ។`,
        en: `The complaint is taken. Because it happened more than ${timeBar.years} ${timeBar.years === 1 ? 'year' : 'years'} ago, a legal officer will look at whether the claim can still be made.`,
      },
    });
  }
  const window = programme.complaintWindow;
  if (outsideWindow && window !== null) {
    warnings.push({
      code: 'outside_complaint_window',
      text: {
        km: `បណ្ដឹងបានទទួលហើយ។ កម្មវិធីនេះទទួលបណ្ដឹងពីថ្ងៃ ${khmerDigits(window.opensOn)} ដល់ ${khmerDigits(window.closesOn)}។ មន្ត្រីនឹងពិនិត្យថាតើអាចដោះស្រាយបានឬទេ។`,
        en: `The complaint is taken. This programme takes complaints from ${window.opensOn} to ${window.closesOn}. An officer will look at what can be done.`,
      },
    });
  }
  return warnings;
}

function khmerDigits(text: string | number): string {
  return String(text).replace(/\d/g, (digit) => String.fromCharCode(0x17e0 + Number(digit)));
}
