import type { SentFields } from '../sent-fields.ts';

/** One of several forms of a page, as its presenter made it. */
interface ActForm {
  /** What its button sends. */
  readonly go: string;
  readonly open: boolean;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
}

/** The act in whose form was typed when the language switch sent it; null when something else was pressed. */
export function typedAct<Act extends string>(fields: SentFields, acts: readonly Act[]): Act | null {
  if (fields.one('go') !== 'language') return null;
  return acts.find((act) => act === fields.one('typed')) ?? null;
}

/** The same forms, each with an id. */
export function withFormIds<Form extends ActForm>(forms: readonly Form[]) {
  return forms.map((form, index) => ({ ...form, formId: `act-${index + 1}` }));
}

/**
 * The form that the language switch sends, so that nothing typed in it is lost: the one that was sent before, else the
 * first that stands open, else the one that opens the page again (`again`). Scripts change it to where somebody writes.
 */
export function switchForm(
  forms: readonly (ActForm & { readonly formId: string })[],
  tried: string | null,
  fields: SentFields,
) {
  const form =
    forms.find(({ go, hidden }) => go === tried && hidden.every(({ name, value }) => fields.one(name) === value)) ??
    forms.find(({ open }) => open);
  return form === undefined ? { id: 'again', enter: 'open' } : { id: form.formId, enter: form.go };
}
