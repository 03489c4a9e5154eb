import { partyItems, statementItems } from '../../../resolution/index.ts';
import type { DisputeView, FilingIntake, Missing } from '../../../resolution/index.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import { workingCalendarOf } from '../../../sla/index.ts';
import { presentDeadline } from '../case/deadlines.ts';
import type { fieldsOf } from '../../fields.ts';
import type { PageRequest } from '../../page.ts';
import { fill, localDigits, showDate, showDateTime } from '../../text.ts';
import { localNames } from '../names.ts';
import { readableView } from '../readable.ts';
import type { CaseDossier, StaffServices } from '../services.ts';
import { actorOf } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import type { Strings } from './en.ts';
import { takesFilings, timingView } from './inbox.ts';

type Request = PageRequest<Strings, StaffServices>;
type Fields = ReturnType<typeof fieldsOf>;

/** Plain data for the intake of a filing. */
export function presentFiling(
  { filing, dispute }: { readonly filing: FilingIntake; readonly dispute: DisputeView | null },
  dossier: CaseDossier,
  book: ReferenceBook,
  request: Request,
  fields: Fields,
) {
  const { strings, language, now, query, url } = request;
  const names = localNames(book, language, now);
  const calendar = workingCalendarOf(book.calendar());
  const actor = actorOf(request);
  const here = url(`/staff/regulator/${filing.reference}`);
  const caseHref = url(`/staff/cases/${filing.reference}`);
  const mayAct = takesFilings(actor);
  const permitted = dispute?.permittedActions ?? [];
  const done: Readonly<Record<string, string>> = strings.done;
  return {
    done: done[query.get('done') ?? ''] ?? null,
    back: url('/staff/regulator'),
    action: here,
    reference: filing.reference,
    heading: names.category(filing.category),
    timing: timingView(filing, strings),
    stand: standOf(filing, dispute?.limitAt ?? null, strings, language),
    window: {
      lines: [
        fill(strings.filedAt, { date: showDateTime(filing.filedAt, language) }),
        ...(filing.filedBy === null ? [] : [strings.filedBy[filing.filedBy]]),
        ...(filing.windowUntil === null
          ? []
          : [fill(strings.windowUntil, { date: showDateTime(filing.windowUntil, language) }), strings.windowLaw]),
        ...filing.certificates.map((each) =>
          fill(strings.certificate, {
            number: each.number,
            because: strings.because[each.because],
            date: showDate(each.issuedAt, language),
          }),
        ),
      ],
      lateReason: filing.lateReason === null ? null : readableView(filing.lateReason, staffWords[language]),
      excuse: excuseOf(filing, dispute, request),
    },
    version: dispute === null ? '' : String(dispute.dispute.file.version),
    toOpen: dispute === null ? openForm(dossier, caseHref, mayAct, strings, fields) : null,
    checklist: dispute === null ? null : checklistOf(dispute, strings),
    stating: mayAct && permitted.includes('state') ? missingTexts(dispute, strings, fields) : null,
    asking:
      mayAct && permitted.includes('request-more') && dispute !== null && dispute.missing.length > 0
        ? askForm(dispute, strings, fields, language)
        : null,
    askedUntil:
      filing.askedUntil === null ? null : fill(strings.askedUntil, { date: showDateTime(filing.askedUntil, language) }),
    deadlines: dossier.deadlines
      .filter((deadline) => deadline.tier === 'SS2')
      .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
      .map((deadline) => presentDeadline(deadline, request, calendar)),
    file: filing.of === null ? null : { reference: filing.of, href: `${here}/file`, download: `${here}/file/download` },
    caseHref,
    disputeHref: dispute === null ? null : `${caseHref}/dispute`,
  };
}

/** Where the filing stands: what starts or has started the statutory time. */
function standOf(filing: FilingIntake, limitAt: Date | null, strings: Strings, language: Request['language']) {
  const date = (at: Date) => showDateTime(at, language);
  if (filing.completeAt !== null) {
    const law = limitAt === null ? [] : [fill(strings.limit, { date: date(limitAt) })];
    return { colour: 'teal', lines: [fill(strings.completeSince, { date: date(filing.completeAt) }), ...law] };
  }
  return { colour: 'orange', lines: [strings.steps[filing.step], strings.notRunning] };
}

function excuseOf(filing: FilingIntake, dispute: DisputeView | null, { strings, language, url }: Request) {
  if (filing.timing !== 'late_with_reason') return null;
  const given = dispute?.excuse ?? null;
  if (given === null) {
    const may = dispute?.permittedActions.includes('excuse-late') ?? false;
    return {
      text: strings.notExcused,
      reason: null,
      href: may ? url(`/staff/cases/${filing.reference}/dispute/excuse-late`) : null,
    };
  }
  const who = given.by ?? staffWords[language].someone;
  return {
    text: fill(strings.excused, { who, date: showDate(given.at, language) }),
    reason: readableView(given.reason, staffWords[language]),
    href: null,
  };
}

function openForm({ view }: CaseDossier, caseHref: string, mayAct: boolean, strings: Strings, fields: Fields) {
  const acknowledged = view.file.status !== 'filed' && view.file.status !== 'escalated';
  const items = [
    { value: '1', label: strings.panelOne },
    { value: '3', label: strings.panelThree },
  ];
  return {
    acknowledge: acknowledged ? null : `${caseHref}/acknowledge`,
    panel:
      acknowledged && mayAct ? fields.radios('panel', { label: strings.panel, items, value: '1', inline: true }) : null,
  };
}

/** Every item that Decision 017 asks for, with whether it is there. */
function checklistOf({ missing, parties }: DisputeView, strings: Strings) {
  const lacks = (item: Missing['item'], partyId: string | null) =>
    missing.some((each) => each.item === item && each.partyId === partyId);
  const row = (text: string, isMissing: boolean) => ({
    text,
    isMissing,
    state: isMissing ? strings.missing : strings.given,
  });
  const named = (id: string) => {
    const party = parties.find((each) => each.id === id);
    return party === undefined ? '' : (party.name ?? strings.sides[party.side]);
  };
  return [
    row(strings.items.second_party, lacks('second_party', null)),
    ...parties.flatMap((party) => {
      const asked = partyItems.filter((item) => item !== 'member_id' || party.kind === 'member');
      const items = party.representatives.some((each) => !each.revoked) ? [...asked, 'mandate' as const] : asked;
      const of = (item: (typeof items)[number]) =>
        fill(strings.ofParty, { item: strings.items[item], party: named(party.id) });
      return items.map((item) => row(of(item), lacks(item, party.id)));
    }),
    ...statementItems.map((item) => row(strings.items[item], lacks(item, null))),
  ];
}

function missingTexts(dispute: DisputeView | null, strings: Strings, fields: Fields) {
  const missing = statementItems.filter((item) => dispute?.missing.some((each) => each.item === item));
  if (missing.length === 0) return null;
  return missing.map((item) => fields.textarea(item, { label: strings.items[item], rows: 3, max: 10_000 }));
}

function askForm(dispute: DisputeView, strings: Strings, fields: Fields, language: Request['language']) {
  const items = [...new Set(dispute.missing.map(({ item }) => item))];
  return [
    fields.checkboxes('items', {
      label: strings.askItems,
      items: items.map((item) => ({ value: item, label: strings.items[item] })),
      values: items,
    }),
    fields.textarea('text', { label: strings.askText, rows: 4, max: 10_000 }),
    fields.text('days', { label: strings.askDays, inputMode: 'numeric', width: '3', value: localDigits(5, language) }),
  ];
}
