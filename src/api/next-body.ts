import { z } from 'zod';

import { mandateKinds } from '../cases/index.ts';
import type { AppealAnswer, AppealGiven, SentBack } from '../escalation/index.ts';
import { maybeText, neededText } from '../intake/index.ts';
import type { Language } from '../kernel/language.ts';
import { formatInstant, formatInstantOrNull } from './instants.ts';
import { day as dayIn, phone } from './resolution-operations/kit.ts';
import { deadline, deadlineOf, holder, instant, track } from './shapes.ts';

/** Shapes of filing with the next body: by the party, by a representative with a mandate, by an officer for them. */
export const filingBody = {
  reason: neededText(5_000, 'many', 'What is wrong with the decision, or with the delay'),
  lateReason: maybeText(2_000, 'many', 'Needed after the window: why it comes so late'),
};

/** Whoever files for the party, with the mandate. */
export const filingRepresentative = z
  .strictObject({
    name: neededText(200, 'one', 'Who files for the party'),
    phone,
    relation: maybeText(100, 'one', 'What they are to the party'),
    kind: z.enum(mandateKinds).describe('On what the mandate rests'),
    validFrom: dayIn.nullish().describe('Absent: from today'),
    validUntil: dayIn.nullish().describe('Last day; absent: until revoked'),
    paper: z.uuid().nullish().describe('The paper of the mandate: id of an attachment of this case'),
    seen: z.boolean().optional().describe('An officer has the paper in hand'),
  })
  .meta({ id: 'FilingRepresentative', description: 'A mandate that has lapsed is refused: rule.mandate_lapsed' });

type SentRepresentative = Omit<z.output<typeof filingRepresentative>, 'seen'> & { readonly seen?: boolean | undefined };

/** What the use case takes of a body. */
export function filingGiven(body: {
  readonly reason: string;
  readonly lateReason: string | null;
  readonly representative?: SentRepresentative | null | undefined;
}): Omit<AppealGiven, 'reference'> {
  const given = body.representative;
  if (!given) return { grounds: body.reason, lateReason: body.lateReason };
  const { name, phone: number, relation, kind } = given;
  return {
    grounds: body.reason,
    lateReason: body.lateReason,
    representative: {
      name,
      phone: number,
      relation,
      mandate: {
        kind,
        validFrom: given.validFrom ?? null,
        validUntil: given.validUntil ?? null,
        paper: given.paper ?? null,
        seen: given.seen ?? false,
      },
    },
  };
}

const appealed = z
  .object({
    reference: z.string().describe('Of the new case; the receipt stays the same'),
    appealOf: z.string(),
    track,
    status: z.literal('filed'),
    heldBy: holder,
    filedAt: instant,
    late: z.boolean().describe('Filed after the window'),
    deadlines: z.array(deadline),
  })
  .meta({ id: 'Appealed', description: 'The appeal is kept as a case of its own' });
const sentBack = z
  .object({
    reference: z.string().describe('Of the case at level one, which goes on'),
    sentBack: z.literal(true),
    heldBy: holder,
    until: instant.nullable().describe('Until when level one has time'),
    deadlines: z.array(deadline),
  })
  .meta({
    id: 'SentBack',
    description: 'Too early for the Regulator: kept with the case at level one, nothing is lost',
  });

export const filedAnswers = { 201: appealed, 202: sentBack } as const;
export const filingRefusals = { 409: 'The state of the case or the mandate does not allow it: rule.<name>' } as const;

/** What became of it: a new case, or back to level one. */
export function presentFiled(answer: AppealAnswer | SentBack, language: Language) {
  const heldBy = { ...answer.heldBy, name: answer.heldBy.name[language] };
  const deadlines = answer.deadlines.map((each) => deadlineOf(each, language));
  const { reference } = answer;
  if ('sentBack' in answer) {
    const until = formatInstantOrNull(answer.until);
    return { status: 202 as const, body: { reference, sentBack: true as const, heldBy, until, deadlines } };
  }
  const { appealOf, track: of, status, timing } = answer;
  const filedAt = formatInstant(answer.filedAt);
  const late = timing === 'late_with_reason';
  return {
    status: 201 as const,
    body: { reference, appealOf, track: of, status, heldBy, filedAt, late, deadlines },
  };
}
