import { fill, localDigits } from '../../text.ts';
import { readForm, type FieldReader } from '../../field-reader.ts';
import { actorOf } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { mostSets, setCount } from '../act/act-frame.ts';
import { panelActPage } from './act-page.ts';
import { lookOver } from './look-over.ts';
import type { FieldMaker, PanelContext } from './act-page.ts';

/** Who may sit, best first, as items with why. */
async function candidates({ request, view }: PanelContext) {
  const { f } = request.strings;
  const found = await request.services.panels.suggestions(actorOf(request), { reference: view.reference });
  return found.map((each) => ({
    value: each.personId,
    label: each.name,
    hint: [
      each.competent ? f.competent : f.notCompetent,
      fill(f.load, { n: localDigits(each.load, request.language) }),
    ].join(' · '),
  }));
}

const appointPage = panelActPage({
  act: 'appoint',
  needs: 'panel.manage',
  form: readForm((of) => ({ members: of.all('members'), chair: of.text('chair', 60) })),
  async show(fields, of) {
    const { f } = of.request.strings;
    const items = await candidates(of);
    if (items.length === 0) return { fields: [], message: f.nobody };
    const first = items.slice(0, 3).map((item) => item.value);
    return {
      fields: [
        fields.checkboxes('members', { label: f.members, items, values: first }),
        fields.radios('chair', {
          label: f.chair,
          items: items.map(({ value, label }) => ({ value, label })),
          value: first[0] ?? '',
        }),
      ],
    };
  },
  run: ({ services, actor }, target, value) => services.panels.appoint(actorOf({ actor }), { ...target, ...value }),
});

const replacePage = panelActPage({
  act: 'replace',
  needs: 'panel.manage',
  grave: true,
  form: readForm((of) => ({ seat: of.text('seat', 60), person: of.text('person', 60), reason: of.text('reason') })),
  async show(fields, of) {
    const { f, unnamed } = of.request.strings;
    const items = await candidates(of);
    if (items.length === 0) return { fields: [], message: f.nobody };
    const members = of.view.panel?.members ?? [];
    const seats = members
      .filter((member) => member.sits || member.isEmpty)
      .map((member) => {
        const name = member.name ?? unnamed;
        return { value: member.seat, label: member.sits ? name : fill(f.emptySeat, { name }) };
      });
    const empty = members.find((member) => member.isEmpty)?.seat ?? '';
    return {
      fields: [
        fields.radios('seat', { label: f.seat, items: seats, value: empty }),
        fields.radios('person', { label: f.person, items, value: items[0]?.value ?? '' }),
        fields.textarea('reason', { label: f.reason, rows: 3, max: 10_000 }),
      ],
    };
  },
  run: ({ services, actor }, target, value) => services.panels.replace(actorOf({ actor }), { ...target, ...value }),
});

const declarePage = panelActPage({
  act: 'declare',
  needs: 'panel.sit',
  form: readForm((of) => ({ conflict: of.isYes('conflict'), text: of.optional('text') })),
  show(fields, { request, view, names }) {
    const { f, about } = request.strings;
    const others = (view.matter?.about ?? []).map(({ name, office }) =>
      [name, office === null ? null : names.office(office)].filter((each) => each !== null).join(', '),
    );
    return {
      about: [
        { title: about.complainant, lines: [view.matter?.complainant ?? about.nobody] },
        ...(others.length === 0 ? [] : [{ title: about.about, lines: others }]),
      ],
      fields: [
        fields.radios('conflict', {
          label: f.conflict,
          items: [
            { value: 'no', label: f.no },
            { value: 'yes', label: f.yes },
          ],
        }),
        fields.textarea('text', { label: f.which, rows: 3, max: 10_000 }),
      ],
    };
  },
  run: ({ services, actor }, target, value) => services.panels.declare(actorOf({ actor }), { ...target, ...value }),
});

const votePage = panelActPage({
  act: 'vote',
  needs: 'panel.sit',
  form: readForm((of) => ({
    outcome: of.text('outcome', 40),
    reasons: of.text('reasons'),
    dissent: of.optional('dissent'),
  })),
  show(fields, { request, view, book, names }) {
    const { f } = request.strings;
    return {
      fields: [
        fields.radios('outcome', {
          label: f.outcome,
          items: book
            .outcomes(view.tier, names.on)
            .map((outcome) => ({ value: outcome.code, label: outcome.name[request.language] })),
          look: 'grid',
        }),
        fields.textarea('reasons', { label: f.reasons, rows: 6, max: 10_000 }),
        fields.textarea('dissent', { label: f.dissent, rows: 3, max: 10_000 }),
      ],
    };
  },
  run: ({ services, actor }, target, value) => services.panels.vote(actorOf({ actor }), { ...target, ...value }),
});

/** One remedy; null when nothing was written in the set. */
function readRemedy(of: FieldReader, index: number) {
  const row = `remedies.${index}`;
  const kind = of.optional(`${row}.kind`, 40);
  const amountKhr = of.riel(`${row}.amountKhr`);
  const dueOn = of.optionalDay(`${row}.dueOn`);
  const text = of.optional(`${row}.text`, 2_000);
  if (kind === null && amountKhr === null && dueOn === null && text === null) return null;
  if (kind === null) of.fault(`${row}.kind`, 'unknown_remedy');
  if (dueOn === null && !of.faults.some((fault) => fault.field === `${row}.dueOn`)) of.fault(`${row}.dueOn`, 'date');
  return { kind: kind ?? '', amountKhr, dueOn: dueOn ?? '', text };
}

function remedyFields(fields: FieldMaker, { request, book, names }: PanelContext, index: number) {
  const { f } = request.strings;
  const { day, month, year } = staffWords[request.language].dayLabels;
  const row = `remedies.${index}`;
  const kinds = book.remedies(names.on).map((each) => ({ value: each.code, label: each.name[request.language] }));
  return [
    fields.select(`${row}.kind`, { label: f.kind, items: [{ value: '', label: f.choose }, ...kinds] }),
    fields.text(`${row}.amountKhr`, { label: f.amount, inputMode: 'numeric', width: '10' }),
    fields.date(`${row}.dueOn`, { label: f.dueOn, labels: [day, month, year] }),
    fields.textarea(`${row}.text`, { label: f.text, rows: 2, max: 2_000 }),
  ];
}

const signPage = panelActPage({
  act: 'sign',
  needs: 'panel.sit',
  grave: true,
  afterwards: '?done=decide',
  form: readForm((of) => {
    const count = Math.min(Math.max(Number.parseInt(of.optional('sets', 4) ?? '1', 10) || 1, 1), mostSets);
    return {
      reasons: of.text('reasons'),
      legalBasis: of.optional('legalBasis', 2_000),
      evidence: of.optional('evidence', 5_000),
      remedies: Array.from({ length: count }, (_, index) => readRemedy(of, index)).filter((each) => each !== null),
    };
  }),
  show(fields, of) {
    const { request, view, names } = of;
    const { f, about, unnamed } = request.strings;
    const outcome = view.panel?.majority ?? null;
    const votes = (view.panel?.votes ?? []).filter((vote) => !vote.superseded);
    const count = setCount(request);
    return {
      about: [
        { title: about.outcome, lines: outcome === null ? [] : [names.outcome(view.tier, outcome)] },
        {
          title: about.votes,
          lines: votes.map((vote) => `${vote.name ?? unnamed} – ${names.outcome(view.tier, vote.outcome)}`),
        },
      ],
      fields: [
        fields.textarea('reasons', { label: f.letterReasons, rows: 8, max: 10_000 }),
        fields.textarea('legalBasis', { label: f.legalBasis, rows: 2, max: 2_000 }),
        fields.textarea('evidence', { label: f.evidence, rows: 3, max: 5_000 }),
      ],
      sets: {
        count,
        title: f.remedies,
        hint: f.remediesHint,
        error: request.faults.text('remedies'),
        sets: Array.from({ length: count }, (_, index) => ({
          legend: fill(f.remedy, { n: localDigits(index + 1, request.language) }),
          fields: remedyFields(fields, of, index),
        })),
        add: f.add,
      },
    };
  },
  run: ({ services, actor }, target, value) => services.panels.sign(actorOf({ actor }), { ...target, ...value }),
  look: (request, target, value) => lookOver(request, target, value),
});

/** Everything that is done in a review panel, a page each. */
export const panelActPages = [appointPage, replacePage, declarePage, votePage, signPage];
