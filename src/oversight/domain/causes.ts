/** Why a deadline was missed, as supervisors find. Ours: no instrument lists causes. */
export const breachCauses = [
  'too_few_people',
  'nobody_assigned',
  'waiting_for_others',
  'papers_missing',
  'came_to_wrong_office',
  'overlooked',
  'system',
  'not_to_be_avoided',
] as const;
export type BreachCause = (typeof breachCauses)[number];

/** What a second look comes to: agreed; the case is opened again; or it stays closed and something is to be learned. */
export const lookResults = ['agree', 'reopen', 'learn'] as const;
export type LookResult = (typeof lookResults)[number];
