import { phnomPenhDay } from '../../../reference/index.ts';
import type { Category, Place, Programme } from '../../../reference/index.ts';
import type { SentFields } from '../../sent-fields.ts';
import type { CitizenReference } from '../services.ts';
import { isTopic, programmesOf } from './topics.ts';
import type { Topic } from './topics.ts';

export const steps = [
  'topic',
  'programme',
  'problem',
  'province',
  'found',
  'district',
  'commune',
  'story',
  'files',
  'about',
  'remedy',
  'identity',
  'person',
  'contact',
  'check',
] as const;
export type Step = (typeof steps)[number];

/** The value of "I do not know" in programme, district and commune. */
export const unsure = 'unsure';

/** What the answers so far mean. */
export interface Facts {
  readonly fields: SentFields;
  readonly reference: CitizenReference;
  readonly today: string;
  readonly topic: Topic | null;
  /** Programmes to choose from under the topic. */
  readonly choices: readonly Programme[];
  readonly programme: Programme | null;
  /** Problems to choose from. */
  readonly categories: readonly Category[];
  readonly category: Category | null;
  /** Protected by its nature, or begun in the protected way. */
  readonly isProtected: boolean;
  /** Protected, or marked as very sensitive: nothing is asked that need not be known. */
  readonly minimal: boolean;
  readonly province: Place | null;
  readonly districts: readonly Place[];
  readonly communes: readonly Place[];
  /** The smallest place known. */
  readonly place: Place | null;
  readonly anonymous: boolean;
}

/** Reads the answers against the reference data of today. Answers that are not in it count as not given. */
export function factsOf(fields: SentFields, reference: CitizenReference, now: Date): Facts {
  const today = phnomPenhDay(now);
  const topicText = fields.one('topic');
  const topic = isTopic(topicText) ? topicText : null;
  const all = reference.programmes(today);
  const choices = topic === null ? [] : programmesOf(topic, all);
  const programme = programmeOf(fields, topic, choices, all);
  const categories = categoriesFor(reference, today, topic, programme);
  const category = categories.find((one) => one.code === fields.one('category')) ?? null;
  const province = reference.places().find((one) => one.code === fields.one('province')) ?? null;
  const districts = province === null ? [] : reference.places(province.code);
  const district = districts.find((one) => one.code === fields.one('district')) ?? null;
  const communes = district === null ? [] : reference.places(district.code);
  const commune = communes.find((one) => one.code === fields.one('commune')) ?? null;
  const isProtected = topic === 'protection' || category?.isProtected === true;
  return {
    fields,
    reference,
    today,
    topic,
    choices,
    programme,
    categories,
    category,
    isProtected,
    minimal: isProtected || fields.one('protected') === 'yes',
    province,
    districts,
    communes,
    place: commune ?? district ?? province,
    anonymous: fields.one('identity') === 'anonymous',
  };
}

function programmeOf(
  fields: SentFields,
  topic: Topic | null,
  choices: readonly Programme[],
  all: readonly Programme[],
): Programme | null {
  const code = fields.one('programme');
  if (topic === 'protection') {
    const wanted = code === unsure ? programmesOf('unsure', all)[0]?.code : code;
    return all.find((one) => one.code === wanted) ?? null;
  }
  if (choices.length === 1 || (code === unsure && choices.length > 0)) return choices[0] ?? null;
  return choices.find((one) => one.code === code) ?? null;
}

function categoriesFor(
  reference: CitizenReference,
  today: string,
  topic: Topic | null,
  programme: Programme | null,
): readonly Category[] {
  if (topic === 'protection') return reference.categories(today).filter((one) => one.isProtected);
  return programme === null ? [] : reference.categories(today, programme.code);
}

/** The questions this person is asked, in order. */
export function stepsFor(facts: Facts): readonly Step[] {
  const protectedWay = facts.topic === 'protection';
  const place: readonly Step[] = [
    'province',
    ...(facts.districts.length > 0 ? (['district'] as const) : []),
    ...(facts.communes.length > 0 ? (['commune'] as const) : []),
  ];
  const what: readonly Step[] = protectedWay
    ? ['topic', 'problem', 'programme']
    : facts.choices.length === 1
      ? ['topic', 'problem']
      : ['topic', 'programme', 'problem'];
  const story: readonly Step[] = facts.isProtected ? ['story'] : ['story', 'files', 'about', 'remedy'];
  const who: readonly Step[] = facts.anonymous ? ['identity'] : ['identity', 'person', 'contact'];
  return [...what, ...place, ...story, ...who, 'check'];
}

/** Parts shown as progress: several questions can belong to one part. */
const parts: Readonly<Record<Step, number>> = {
  topic: 1,
  programme: 1,
  problem: 2,
  province: 3,
  found: 3,
  district: 3,
  commune: 3,
  story: 4,
  files: 4,
  about: 4,
  remedy: 5,
  identity: 6,
  person: 6,
  contact: 7,
  check: 8,
};

/** Which part of how many a step is, counting only the parts this person goes through. */
export function partOf(step: Step, facts: Facts): { readonly number: number; readonly of: number } {
  const mine = [...new Set(stepsFor(facts).map((one) => parts[one]))].sort((a, b) => a - b);
  return { number: mine.filter((one) => one <= parts[step]).length, of: mine.length };
}

/** The fields that belong to each question. */
export const fieldsOfStep: Readonly<Record<Step, readonly string[]>> = {
  topic: ['topic'],
  programme: ['programme'],
  problem: ['category'],
  province: ['province', 'q'],
  found: ['found', 'q'],
  district: ['district'],
  commune: ['commune'],
  story: ['narrative', 'occurredOn', 'occurredOn.day', 'occurredOn.month', 'occurredOn.year', 'lifeThreatening'],
  files: ['file'],
  about: ['about.kind', 'about.name'],
  remedy: ['remedySought'],
  identity: ['identity', 'protected'],
  person: [
    'complainant.name',
    'complainant.sex',
    'complainant.birthYear',
    'complainant.disability',
    'complainant.ids.socialProtectionId',
    'complainant.ids.nssfMemberId',
    'complainant.ids.equityCard',
    'complainant.ids.nationalId',
  ],
  contact: [
    'complainant.contact.channel',
    'complainant.phone',
    'complainant.email',
    'complainant.address',
    'complainant.contact.safe',
    'complainant.contact.note',
    'representative',
    'representative.name',
    'representative.phone',
    'representative.relation',
  ],
  check: [],
};

/** The question that a field fault of the filing use case is about. */
export function stepOfField(field: string, facts: Facts): Step {
  if (field === 'place')
    return facts.communes.length > 0 ? 'commune' : facts.districts.length > 0 ? 'district' : 'province';
  return (
    steps.find((step) => fieldsOfStep[step].some((name) => name === field || field.startsWith(`${name}.`))) ?? 'check'
  );
}

export function isStep(text: string): text is Step {
  return (steps as readonly string[]).includes(text);
}
