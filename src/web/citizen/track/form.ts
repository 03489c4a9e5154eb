import { z } from 'zod';
import { letterKinds, type LetterKind } from '../../../notifications/index.ts';
import { choice, formOf, optionalDigits, optionalText, requiredText } from '../../form.ts';
import type { Form } from '../../form.ts';
import type { SentFields } from '../../sent-fields.ts';
import { latinDigits } from '../../text.ts';
import type { CaseKey } from '../services.ts';

/** Number and receipt as people copy them: Khmer digits, blanks and small letters are fine. */
export const keyForm: Form<CaseKey> = formOf(
  z.object({
    reference: requiredText(40).transform((text) => latinDigits(text).replace(/\s+/g, '').toUpperCase()),
    receipt: optionalDigits(16, 16)
      .refine((digits) => digits !== '', { error: 'required' })
      .transform((digits) => digits.replace(/(.{4})(?=.)/g, '$1-')),
  }),
);

/** What is sent with each action; field names are those in the page. */
export const actionForms = {
  reply: formOf(z.object({ text: requiredText(10_000) })),
  accept: formOf(z.object({})),
  appeal: formOf(z.object({ reasons: requiredText(10_000), late: optionalText(2_000) })),
  withdraw: formOf(
    z.object({ why: optionalText(2_000), sure: z.string().refine((text) => text === 'yes', { error: 'required' }) }),
  ),
  rate: formOf(z.object({ score: choice(['1', '2', '3', '4', '5']), comment: optionalText(2_000) })),
  'confirm-remedy': formOf(
    z.object({ remedy: requiredText(64), received: choice(['yes', 'no']), note: optionalText(2_000) }),
  ),
} as const;

export type ActionName = keyof typeof actionForms;
export const actionNames = Object.keys(actionForms) as readonly ActionName[];

/** The action that was pressed, if any. */
export function actionOf(fields: SentFields): ActionName | null {
  const go = fields.one('go');
  return go in actionForms ? (go as ActionName) : null;
}

/** The letter that was asked for, if any. */
export function letterOf(fields: SentFields): LetterKind | null {
  return letterKinds.find((kind) => kind === fields.one('letter')) ?? null;
}
