import { z } from 'zod';
import { statementItems } from '../../../resolution/index.ts';
import { choice, dayFrom, formOf, optionalText, requiredText } from '../../form.ts';
import type { Form } from '../../form.ts';
import type { SentFields } from '../../sent-fields.ts';

const ticked = z.string().refine((text) => text === 'yes', { error: 'required' });
const yesNo = choice(['yes', 'no']);
const id = requiredText(64);
const hash = requiredText(64);

/** Day, month and year of `until`. */
const untilForm: Form<{ readonly until: string }> = {
  parse(fields) {
    const until = dayFrom(fields.one('until.day'), fields.one('until.month'), fields.one('until.year'));
    return until ? { ok: true, value: { until } } : { ok: false, faults: [{ field: 'until', code: 'date' }] };
  },
};

/** What is sent with each act of a party; field names are those in the page. */
export const partyForms = {
  consent: formOf(z.object({ given: yesNo })),
  state: formOf(z.object(Object.fromEntries(statementItems.map((item) => [item, optionalText(10_000)])))),
  challenge: formOf(
    z.object({ neutral: requiredText(64).refine(Boolean, { error: 'choose' }), reason: requiredText(10_000) }),
  ),
  extend: untilForm,
  'answer-invitation': formOf(z.object({ session: id, answer: choice(['coming', 'not_coming']) })),
  approve: formOf(z.object({ session: id, hash, sure: ticked })),
  offer: formOf(z.object({ text: requiredText(10_000) })),
  code: formOf(z.object({ hash })),
  sign: formOf(z.object({ hash, code: requiredText(20), sure: ticked })),
  obligation: formOf(z.object({ obligation: id, done: yesNo })),
  oppose: formOf(z.object({ reason: requiredText(10_000) })),
  nadr: formOf(z.object({ given: yesNo })),
  withdraw: formOf(z.object({ reason: requiredText(2_000), sure: ticked })),
} as const;

export type PartyAct = keyof typeof partyForms;
export const partyActs = Object.keys(partyForms) as readonly PartyAct[];

/** The act that was pressed, if any. */
export function partyActOf(fields: SentFields): PartyAct | null {
  const go = fields.one('go');
  return go in partyForms ? (go as PartyAct) : null;
}
