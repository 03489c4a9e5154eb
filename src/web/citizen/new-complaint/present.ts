import type { PageRequest } from '../../page.ts';
import { dayFrom } from '../../form.ts';
import { kitStrings } from '../../strings/index.ts';
import { fill, localDigits, showDate } from '../../text.ts';
import { emergencyNumbers } from '../emergency.ts';
import { listed, presentFiles, type ListedFile } from '../files/files.ts';
import type { CitizenServices, DeadlineView, FiledComplaint } from '../services.ts';
import type { Strings } from './en.ts';
import { fieldsOfStep, partOf, stepsFor } from './facts.ts';
import type { Facts, Step } from './facts.ts';
import { asksAboutLife } from './form.ts';
import { placeName } from './place-steps.ts';
import { showStep } from './show-step.ts';

type Request = PageRequest<Strings, CitizenServices>;

/** Fields that steer one sending and are not answers. */
const steering = ['_csrf', 'go', 'at', 'check', 'q'];

/** One question with everything answered so far carried along as hidden fields. */
export function presentStep(
  step: Step,
  facts: Facts,
  request: Request,
  changing: boolean,
  files: readonly ListedFile[],
) {
  const shown = showStep(step, facts, request);
  const own = [...fieldsOfStep[step], ...steering];
  const part = partOf(step, facts);
  const words = { number: localDigits(part.number, request.language), of: localDigits(part.of, request.language) };
  const first = stepsFor(facts)[0] === step;
  return {
    at: step,
    first,
    check: changing,
    step: shown,
    part: fill(request.strings.part, words),
    parts: Array.from({ length: part.of }, (_, index) => ({ done: index < part.number })),
    action: request.url('/complaints/new'),
    carried: facts.fields.carried().filter(({ name }) => !own.includes(name)),
    files: step === 'files' ? presentFiles(files, request) : null,
    summary: step === 'check' ? summaryOf(facts, request, files) : null,
    emergency: emergencyFor(step, facts),
    draft: keepsDraft(facts) ? (first ? 'offered' : 'started') : null,
    draftOffer: first && facts.topic === null && !request.faults.any,
  };
}

/** Whether the device may keep the answers: never what is protected, marked sensitive or anonymous. */
function keepsDraft(facts: Facts): boolean {
  return !facts.minimal && !facts.anonymous;
}

function emergencyFor(step: Step, facts: Facts) {
  const protectedNow = facts.isProtected && step !== 'topic';
  const inDanger = step === 'story' && asksAboutLife(facts);
  return protectedNow || inDanger
    ? { police: emergencyNumbers.police, child: emergencyNumbers.childHelpline, protected: protectedNow }
    : null;
}

function summaryOf(facts: Facts, request: Request, files: readonly ListedFile[]) {
  const { fields } = facts;
  const t = request.strings;
  const keys = t.check.keys;
  const asked = stepsFor(facts);
  const ui = kitStrings[request.language];
  const row = (key: string, step: Step, ...values: readonly (string | null | undefined)[]) => {
    const given = values.filter((value): value is string => typeof value === 'string' && value !== '');
    return {
      key,
      values: given.length === 0 ? [t.check.none] : given,
      action: { href: null, text: t.check.change, name: 'go', value: `change:${step}` },
    };
  };
  const word = (words: Readonly<Record<string, string>>, name: string) => words[fields.one(name)];
  const places = facts.place === null ? [] : [...facts.reference.placePath(facts.place.code)].reverse();
  const day = dayFrom(fields.one('occurredOn.day'), fields.one('occurredOn.month'), fields.one('occurredOn.year'));
  const ids = (['socialProtectionId', 'nssfMemberId', 'equityCard', 'nationalId'] as const)
    .filter((key) => fields.one(`complainant.ids.${key}`) !== '')
    .map((key) => `${t.person.ids[key]} ${fields.one(`complainant.ids.${key}`)}`);
  const channel = fields.one('complainant.contact.channel');
  const address =
    channel === 'email'
      ? fields.one('complainant.email')
      : channel === 'in_person'
        ? fields.one('complainant.address')
        : fields.one('complainant.phone');
  const rows = [
    row(keys.topic, 'topic', facts.topic === null ? null : t.topic.items[facts.topic].label),
    row(keys.programme, asked.includes('programme') ? 'programme' : 'topic', programmeWords(facts, request)),
    row(keys.problem, 'problem', facts.category?.question[request.language]),
    row(keys.place, 'province', places.map((place) => placeName(place, request.language)).join(', ')),
    row(keys.narrative, 'story', fields.one('narrative')),
    ...(asked.includes('files')
      ? [row(keys.files, 'files', ...listed(files, request.language).map(({ name, what }) => `${name} (${what})`))]
      : []),
    ...(facts.isProtected
      ? []
      : [row(keys.occurredOn, 'story', day === null || day === '' ? null : showDate(day, request.language))]),
    ...(asksAboutLife(facts) && fields.one('lifeThreatening') === 'yes' ? [row(keys.life, 'story', t.check.yes)] : []),
    ...(asked.includes('about')
      ? [row(keys.about, 'about', word(t.about.items, 'about.kind'), fields.one('about.name'))]
      : []),
    ...(asked.includes('remedy') ? [row(keys.remedy, 'remedy', fields.one('remedySought'))] : []),
    row(
      keys.identity,
      'identity',
      t.identity.items[
        fields.one('identity') === 'anonymous'
          ? 'anonymous'
          : fields.one('identity') === 'confidential'
            ? 'confidential'
            : 'named'
      ].label,
      fields.one('protected') === 'yes' ? t.identity.sensitive : null,
    ),
  ];
  if (facts.anonymous) return rows;
  const year = fields.one('complainant.birthYear');
  return [
    ...rows,
    row(
      keys.person,
      'person',
      fields.one('complainant.name'),
      facts.minimal ? null : word(t.person.sexes, 'complainant.sex'),
      facts.minimal || year === '' ? null : `${ui.year} ${localDigits(year, request.language)}`,
      ...(facts.minimal ? [] : ids),
    ),
    row(
      keys.contact,
      'contact',
      word(t.contact.items, 'complainant.contact.channel'),
      channel === 'none' ? null : address,
    ),
    ...(channel === 'none'
      ? []
      : [
          row(
            keys.safe,
            'contact',
            word(t.contact.safeItems, 'complainant.contact.safe'),
            fields.one('complainant.contact.note'),
          ),
        ]),
    ...(fields.one('representative') === 'yes'
      ? [row(keys.representative, 'contact', fields.one('representative.name'), fields.one('representative.relation'))]
      : []),
  ];
}

function programmeWords(facts: Facts, request: Request): string | undefined {
  if (facts.fields.one('programme') === 'unsure') return request.strings.programme.unsure;
  return facts.programme?.name[request.language];
}

/** The page after filing: number, receipt, and what happens by when. */
export function presentFiled(filed: FiledComplaint, facts: Facts, request: Request) {
  const words: Readonly<Record<string, string>> = request.strings.filed.actions;
  const next = (deadline: DeadlineView) => ({
    what: words[deadline.kind] ?? request.strings.filed.actions.other,
    dueAt: deadline.dueAt,
    why: deadline.why,
    law: deadline.force === 'law',
  });
  return {
    reference: filed.reference,
    receipt: filed.receipt,
    receiptGroups: filed.receipt.split(/[\s-]+/),
    filedAt: filed.filedAt,
    heldBy: filed.heldBy.name,
    next: [...filed.deadlines].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()).map(next),
    anonymous: facts.anonymous,
    isProtected: facts.isProtected,
    trackAction: request.url('/complaints/track'),
  };
}
