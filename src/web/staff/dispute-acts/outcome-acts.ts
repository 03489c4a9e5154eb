import { RuleBroken } from '../../../kernel/errors.ts';
import type { OutcomeText } from '../../../resolution/index.ts';
import { fill, localDigits, showDate, showMoney } from '../../text.ts';
import { referenceOf } from '../case/case-page.ts';
import { actorOf } from '../staff-page.ts';
import { mostSets, setCount } from '../act/act-frame.ts';
import { actPage } from './act-page.ts';
import type { ActContext, FieldMaker } from './act-page.ts';
import { readForm } from '../../field-reader.ts';
import type { FieldReader } from '../../field-reader.ts';
import { dayLabels, partyField, readSpeaker, speakerField } from './who-fields.ts';

const kinds = ['agreement', 'partial', 'award', 'failed'] as const;
const actionOf = {
  agreement: 'report-agreement',
  partial: 'report-agreement',
  award: 'report-award',
  failed: 'report-failure',
} as const;

/** One obligation; null when nothing was written in the set. */
function readTerm(of: FieldReader, index: number) {
  const row = `terms.${index}`;
  const text = of.optional(`${row}.text`, 4_000);
  const amountKhr = of.riel(`${row}.amountKhr`);
  const evidence = of.optional(`${row}.evidence`, 1_000);
  const dueOn = of.optionalDay(`${row}.dueOn`);
  if (text === null && amountKhr === null && evidence === null && dueOn === null) return null;
  if (text === null) of.fault(`${row}.text`, 'required');
  if (dueOn === null && !of.faults.some((fault) => fault.field === `${row}.dueOn`)) of.fault(`${row}.dueOn`, 'date');
  return {
    debtor: of.chosen(`${row}.debtor`),
    creditor: of.chosen(`${row}.creditor`),
    text: text ?? '',
    amountKhr,
    dueOn: dueOn ?? '',
    evidence,
  };
}

function termFields(
  fields: FieldMaker,
  of: ActContext,
  index: number,
  known: OutcomeText['terms'][number] | undefined,
) {
  const { f } = of.request.strings;
  const row = `terms.${index}`;
  const items = [{ value: '', label: f.choose }, ...[...of.parties].map(([value, label]) => ({ value, label }))];
  const first = (side: string) => of.view.parties.find((party) => party.side === side)?.id ?? '';
  return [
    fields.select(`${row}.debtor`, { label: f.debtor, items, value: known?.debtor ?? first('respondent') }),
    fields.select(`${row}.creditor`, { label: f.creditor, items, value: known?.creditor ?? first('claimant') }),
    fields.textarea(`${row}.text`, { label: f.termText, rows: 3, max: 4_000, value: known?.text ?? '' }),
    fields.text(`${row}.amountKhr`, {
      label: f.amount,
      width: '10',
      inputMode: 'numeric',
      value: known?.amountKhr == null ? '' : localDigits(known.amountKhr, of.request.language),
    }),
    fields.date(`${row}.dueOn`, { label: f.dueOn, labels: dayLabels(of), value: known?.dueOn ?? '' }),
    fields.text(`${row}.evidence`, { label: f.evidence, value: known?.evidence ?? '' }),
  ];
}

export const outcomePage = actPage({
  act: 'outcome',
  actions: ['report-agreement', 'report-award', 'report-failure'],
  needs: 'resolution.conduct',
  form: readForm((of) => {
    const kind = of.choice('kind', kinds);
    const sets = Math.min(Number(of.optional('sets') ?? '1') || 1, mostSets);
    // Where conciliation failed there are no terms: what stands there is left aside.
    const terms = kind === 'failed' ? [] : Array.from({ length: sets }, (_, index) => readTerm(of, index));
    return {
      kind,
      terms: terms.filter((term) => term !== null),
      reasons: of.optional('reasons', 20_000),
      failedPoints: of.lines('failedPoints'),
    };
  }),
  view: (fields, of) => {
    const { request, view, words } = of;
    const { f } = request.strings;
    const known = view.outcome?.text.state === 'readable' ? view.outcome.text.value : null;
    const count = request.fields.has('sets') ? setCount(request) : Math.max(known?.terms.length ?? 0, 1);
    const open = kinds.filter((kind) => view.permittedActions.includes(actionOf[kind]));
    return {
      fields: [
        fields.radios('kind', {
          label: f.outcomeKind,
          items: open.map((value) => ({ value, label: words.outcomeKinds[value] })),
          value: known?.kind ?? '',
        }),
      ],
      sets: {
        count,
        title: f.terms,
        hint: f.termsHint,
        error: request.faults.text('terms'),
        add: f.addTerm,
        sets: Array.from({ length: count }, (_, index) => ({
          legend: fill(f.term, { n: localDigits(index + 1, request.language) }),
          fields: termFields(fields, of, index, known?.terms[index]),
        })),
      },
      last: [
        fields.textarea('reasons', { label: f.outcomeReasons, rows: 6, max: 20_000, value: known?.reasons ?? '' }),
        fields.textarea('failedPoints', {
          label: f.failedPoints,
          rows: 4,
          value: known?.failedPoints.join('\n') ?? '',
        }),
      ],
    };
  },
  run: ({ disputes, actor, target }, outcome) => disputes.reportOutcome(actor, { ...target, outcome }),
});

/** The terms as they stand, in words; whoever signs sees them on the page. */
export function termsAbout({ request, view, parties }: ActContext) {
  const { strings, language } = request;
  const text = view.outcome?.text.state === 'readable' ? view.outcome.text.value : null;
  const lines = (text?.terms ?? []).map((term, index) =>
    [
      `${localDigits(index + 1, language)}. ${parties.get(term.debtor) ?? ''} → ${parties.get(term.creditor) ?? ''}`,
      term.text,
      term.amountKhr === null ? null : showMoney(term.amountKhr, language),
      `${strings.f.dueOn}: ${showDate(term.dueOn, language)}`,
      term.evidence === null ? null : `${strings.about.shownBy}: ${term.evidence}`,
    ]
      .filter((each) => each !== null)
      .join('\n'),
  );
  return {
    about: [{ title: strings.about.terms, lines: [...lines, ...(text?.reasons ? [text.reasons] : [])] }],
    hidden: [{ name: 'hash', value: view.outcome?.hash ?? '' }],
  };
}

export const sendCodePage = actPage({
  act: 'send-code',
  actions: ['sign'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({ ...readSpeaker(of), hash: of.text('hash', 64) })),
  view: (fields, of) => ({ ...termsAbout(of), fields: [partyField(fields, of), speakerField(fields, of)] }),
  run: ({ disputes, actor, target }, value) => disputes.sendSigningCode(actor, { ...target, ...value }),
  afterwards: (request, here) => `${here}/sign-code?party=${encodeURIComponent(request.fields.one('party'))}`,
});

export const signCodePage = actPage({
  act: 'sign-code',
  actions: ['sign'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({
    party: of.chosen('party'),
    hash: of.text('hash', 64),
    code: of.text('code', 20),
    readAloud: of.ticked('readAloud'),
  })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    return {
      ...termsAbout(of),
      fields: [
        partyField(fields, of),
        fields.text('code', { label: f.code, width: '10', inputMode: 'numeric', autocomplete: 'one-time-code' }),
        fields.checkboxes('readAloud', { label: f.terms, items: [{ value: 'yes', label: f.readAloud }] }),
      ],
    };
  },
  async run({ disputes, actor, target }, value) {
    const answer = await disputes.signWithCode(actor, { ...target, ...value });
    // The attempt is counted; what is wrong with the code is told as a rule.
    if (!answer.signed) throw new RuleBroken(answer.rule);
    return answer;
  },
});

export const signPaperPage = actPage({
  act: 'sign-paper',
  actions: ['sign'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({
    ...readSpeaker(of),
    hash: of.text('hash', 64),
    scan: of.optional('scan', 60),
    readAloud: of.ticked('readAloud'),
  })),
  async view(fields, of) {
    const { request } = of;
    const { f } = request.strings;
    const { attachments } = await request.services.dossier(actorOf(request), referenceOf(request.params));
    const kept = attachments.filter(({ state }) => state === 'kept');
    const scans = kept.map((each) => ({
      value: each.id,
      label: each.name.state === 'readable' ? each.name.value : each.mediaType,
    }));
    return {
      ...termsAbout(of),
      fields: [
        partyField(fields, of),
        speakerField(fields, of),
        fields.select('scan', { label: f.scan, items: [{ value: '', label: f.noScan }, ...scans] }),
        fields.checkboxes('readAloud', { label: f.terms, items: [{ value: 'yes', label: f.readAloud }] }),
      ],
    };
  },
  run: ({ disputes, actor, target }, value) => disputes.attestPaper(actor, { ...target, ...value }),
});

export const signOwnPage = actPage({
  act: 'sign-own',
  actions: ['sign'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({ hash: of.text('hash', 64) })),
  view: (_, of) => ({ ...termsAbout(of), fields: [] }),
  run: ({ disputes, actor, target }, value) => disputes.signAsNeutral(actor, { ...target, ...value }),
});

export const issuePage = actPage({
  act: 'issue',
  actions: ['issue'],
  needs: 'resolution.manage',
  grave: true,
  form: readForm((of) => ({ minutesReason: of.optional('minutesReason') })),
  view: (fields, of) => {
    const approved = of.view.sessions.every((session) => {
      const minutes = of.view.minutes.find((each) => each.sessionId === session.id);
      return session.state !== 'held' || session.present.every((id) => minutes?.approvedBy.includes(id));
    });
    const label = of.request.strings.f.minutesReason;
    return {
      ...termsAbout(of),
      fields: approved ? [] : [fields.textarea('minutesReason', { label, rows: 3, max: 10_000 })],
    };
  },
  run: ({ disputes, actor, target }, value) => disputes.issue(actor, { ...target, ...value }),
});

export const withdrawDisputePage = actPage({
  act: 'withdraw',
  actions: ['withdraw'],
  needs: 'resolution.manage',
  grave: true,
  form: readForm((of) => ({ reason: of.text('reason') })),
  view: (fields, { request }) => ({
    fields: [fields.textarea('reason', { label: request.strings.f.reason, rows: 4, max: 10_000 })],
  }),
  run: ({ disputes, actor, target }, value) => disputes.withdraw(actor, { ...target, ...value }),
});
