import type { Programme } from '../../../reference/index.ts';

/** What people say their complaint is about, before anybody asks for the name of a programme. */
export const topics = [
  'mother',
  'household',
  'card',
  'health',
  'elder',
  'disability',
  'school',
  'injury',
  'employer',
  'work',
  'home',
  'unsure',
  'protection',
] as const;
export type Topic = (typeof topics)[number];

interface TopicContent {
  readonly icon: string;
  /** Programmes in the order asked; the first is taken when the person does not know which. */
  readonly programmes: readonly string[];
  /** Risks whose other programmes - added later as data - belong here too. */
  readonly risks: readonly Programme['risk'][];
}

const content: Readonly<Record<Topic, TopicContent>> = {
  mother: { icon: 'mother', programmes: ['FP-PWC', 'NS-PWC', 'SS-MAT'], risks: ['maternity_child'] },
  household: { icon: 'cash', programmes: ['FP-BASE', 'SR-FLD', 'SR-INF', 'FP-HIV'], risks: ['all'] },
  card: { icon: 'card', programmes: ['IDPOOR', 'ATRISK'], risks: [] },
  health: { icon: 'health', programmes: ['HEF', 'SS-HC-PRI', 'SS-HC-PUB', 'SS-HC-VOL'], risks: ['health'] },
  elder: {
    icon: 'elder',
    programmes: ['FP-ELD', 'SS-PEN-PRI', 'SS-PEN-PUB', 'SS-PEN-VET'],
    risks: ['old_age_survivors'],
  },
  disability: { icon: 'wheelchair', programmes: ['FP-PWD'], risks: ['disability'] },
  school: { icon: 'school', programmes: ['FP-SCH', 'SFP', 'HSG-STU'], risks: [] },
  injury: { icon: 'injury', programmes: ['SS-OR-PRI', 'SS-OR-PUB'], risks: ['occupational'] },
  employer: { icon: 'employer', programmes: ['SS-HC-PRI', 'SS-OR-PRI', 'SS-PEN-PRI'], risks: [] },
  work: { icon: 'work', programmes: ['CFW', 'TVET', 'GRAD', 'SS-UE'], risks: ['unemployment'] },
  home: { icon: 'home', programmes: ['HSG-AFF'], risks: ['homelessness'] },
  unsure: {
    icon: 'question',
    programmes: ['FP-BASE', 'IDPOOR', 'HEF', 'SS-HC-PRI', 'SS-PEN-PRI', 'SS-OR-PRI'],
    risks: [],
  },
  protection: { icon: 'shield', programmes: [], risks: [] },
};

/** Topics in which a protected complaint may be placed: one programme each, the first. */
export const helpTopics = topics.filter((topic) => topic !== 'protection' && topic !== 'unsure');

export function topicIcon(topic: Topic): string {
  return content[topic].icon;
}

export function isTopic(text: string): text is Topic {
  return (topics as readonly string[]).includes(text);
}

/** The programmes asked about under a topic: those listed, then others of its risks that no topic lists. */
export function programmesOf(topic: Topic, all: readonly Programme[]): readonly Programme[] {
  const listed = content[topic].programmes
    .map((code) => all.find((one) => one.code === code))
    .filter((one) => one !== undefined);
  const known = new Set(Object.values(content).flatMap((each) => each.programmes));
  const others = all.filter((one) => !known.has(one.code) && content[topic].risks.includes(one.risk));
  return [...listed, ...others];
}
