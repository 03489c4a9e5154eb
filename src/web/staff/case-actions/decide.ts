import type { DecisionGiven } from '../../../cases/index.ts';
import type { NoticePreview } from '../../../notifications/index.ts';
import { fieldsOf } from '../../fields.ts';
import type { Answer } from '../../page.ts';
import { fill, localDigits, showDate, showMoney } from '../../text.ts';
import { en as caseEn } from '../case/en.ts';
import { km as caseKm } from '../case/km.ts';
import { localNames } from '../names.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { panelWords } from '../panel/in-short.ts';
import { decisionTexts } from '../story.ts';
import { ruleWords, staffWords } from '../words/index.ts';
import { contextOf, doneAt, frameOf } from './action-page.ts';
import { changedBy, targetOf } from './action-request.ts';
import type { ActionRequest, Changed } from './action-request.ts';
import { decisionOf, mostRemedies, rowCount, withoutRow, withRow } from './decision-form.ts';
import { keepDraft, withDraft } from './drafting.ts';
import type { DraftView } from './drafting.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { presentPreviews } from './look-over.ts';

/**
 * A decision: outcome, reasons, remedies in as many rows as needed, then everything once more as the complainant will read
 * it. Rows come and go without JavaScript; nothing typed is lost on the way.
 */
export const decidePage = staffPage({
  path: '/staff/cases/:reference/decide',
  section: 'work',
  permission: whoMay('case.read'),
  audit: { none: 'The decision, and reading what is confidential, is recorded by the use cases' },
  strings: { km, en },
  template: 'staff/decide',
  async show(request) {
    const { request: opened, draft, changed } = await withDraft(request, 'decide');
    return write(opened, changed, draft);
  },
  async submit(request) {
    const { fields, services } = request;
    const go = fields.one('go');
    if (go === 'add') return write({ ...request, fields: withRow(fields) }, null, null);
    if (go.startsWith('remove:')) {
      return write({ ...request, fields: withoutRow(fields, Number(go.slice('remove:'.length))) }, null, null);
    }
    if (go === 'edit' || go === 'language') return write(request, null, null);
    const reference = targetOf(request).reference;
    if (go === 'discard') {
      await services.discardDraft(actorOf(request), { reference, form: 'decide' });
      return { kind: 'redirect', to: request.url(`/staff/cases/${reference}/decide`) };
    }
    if (go === 'draft') {
      const { draft, said } = await keepDraft(request, 'decide');
      return said ?? write(request, null, draft);
    }
    const parsed = decisionOf(fields);
    if (!parsed.ok) return { kind: 'again', faults: parsed.faults };
    const target = targetOf(request);
    const decision = { ...target, ...parsed.value };
    try {
      if (go !== 'decide') {
        return await lookOver(request, parsed.value, await services.preview(actorOf(request), 'decide', decision));
      }
      await services.decide(actorOf(request), decision);
    } catch (error) {
      const changed = await changedBy(error, request);
      if (changed === null) throw error;
      return write(request, changed, null);
    }
    await services.discardDraft(actorOf(request), { reference, form: 'decide' });
    return { kind: 'redirect', to: doneAt(request, reference, 'decide') };
  },
});

async function write(request: ActionRequest, conflict: Changed | null, draft: DraftView | null): Promise<Answer> {
  const context = await contextOf(request);
  const { strings, language } = request;
  const { decide } = strings;
  const frame = frameOf('decide', context, conflict);
  const { book, dossier } = context;
  const { on } = localNames(book, language, request.now);
  const fields = fieldsOf(request);
  const { dayLabels } = staffWords[language];
  const remedies = [
    { value: '', label: decide.choose },
    ...book.remedies(on).map((remedy) => ({ value: remedy.code, label: remedy.name[language] })),
  ];
  const rows = rowCount(request.fields);
  return {
    kind: 'page',
    title: `${decide.title} – ${frame.reference}`,
    status: !frame.isOpen || (conflict !== null && draft === null) ? 409 : request.faults.any ? 422 : 200,
    languageForm: { id: 'action', enter: 'check' },
    data: {
      ...frame,
      closed:
        dossier.view.file.decidedAt == null && dossier.panel !== null
          ? ruleWords('rule.decide_needs_panel', language)
          : strings.closedText,
      panelHref: dossier.panel === null ? null : `${frame.caseHref}/panel`,
      panelText: panelWords[language].open,
      draft: draft ?? { saved: null, savedAt: null },
      outcome: fields.radios('outcome', {
        label: decide.outcome,
        items: book
          .outcomes(dossier.view.file.tier, on)
          .map((outcome) => ({ value: outcome.code, label: outcome.name[language] })),
        look: 'grid',
      }),
      texts: [
        fields.textarea('reasons', { label: decide.reasons, rows: 8, max: 10_000 }),
        fields.textarea('legalBasis', { label: decide.legalBasis, rows: 2, max: 2_000 }),
        fields.textarea('evidence', { label: decide.evidence, rows: 3, max: 5_000 }),
      ],
      rowCount: rows,
      remediesError: request.faults.text('remedies'),
      rows: Array.from({ length: rows }, (_, index) => {
        const row = `remedies.${index}`;
        const n = localDigits(index + 1, language);
        return {
          legend: fill(decide.remedy, { n }),
          remove: `remove:${index}`,
          removeText: fill(decide.remove, { n }),
          fields: [
            fields.select(`${row}.kind`, { label: decide.kind, items: remedies }),
            fields.text(`${row}.amountKhr`, { label: decide.amount, inputMode: 'numeric', width: '10' }),
            fields.date(`${row}.dueOn`, {
              label: decide.dueOn,
              labels: [dayLabels.day, dayLabels.month, dayLabels.year],
            }),
            fields.textarea(`${row}.text`, { label: decide.text, rows: 2, max: 2_000 }),
          ],
        };
      }),
      mayAdd: rows < mostRemedies,
    },
  };
}

/** Everything once more before it is given. */
async function lookOver(
  request: ActionRequest,
  given: DecisionGiven,
  previews: readonly NoticePreview[],
): Promise<Answer> {
  const context = await contextOf(request);
  const frame = frameOf('decide', context, null);
  const { decide } = request.strings;
  const { language } = request;
  const names = localNames(context.book, language, request.now);
  const row = (key: string, values: readonly string[]) => ({ key, values, action: null });
  return {
    kind: 'page',
    title: `${decide.checkTitle} – ${frame.reference}`,
    template: 'staff/decide-check',
    languageForm: { id: 'action', enter: 'check' },
    data: {
      ...frame,
      carried: request.fields.with({ go: [], version: [], auto: [] }).carried(),
      previews: presentPreviews(previews, request),
      texts: decisionTexts(given, language === 'km' ? caseKm : caseEn, language),
      rows: [
        row(decide.outcome, [names.outcome(context.dossier.view.file.tier, given.outcome)]),
        row(
          decide.remedies,
          given.remedies.length === 0
            ? [decide.noRemedies]
            : given.remedies.map((remedy) =>
                [
                  names.remedy(remedy.kind),
                  remedy.amountKhr === null ? null : showMoney(remedy.amountKhr, language),
                  fill(staffWords[language].due.by, { date: showDate(remedy.dueOn, language) }),
                  remedy.text,
                ]
                  .filter((each) => each !== null)
                  .join(' – '),
              ),
        ),
      ],
    },
  };
}
