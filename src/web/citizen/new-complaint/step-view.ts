import type { FieldView } from '../../fields.ts';

/** One question as plain data. `heading` is null when the label of the only field is the heading. */
export interface StepView {
  readonly title: string;
  readonly heading: string | null;
  readonly blocks: readonly Block[];
  /** The box that finds a place by name. */
  readonly search: { readonly field: FieldView; readonly none: string | null } | null;
}

/** Fields that stand together. */
export interface Block {
  readonly heading: string | null;
  readonly hint: string | null;
  /** Shown only for some answers, where the browser can tell: phone, email, address, safe. */
  readonly when: string | null;
  readonly fields: readonly FieldView[];
}

/** A question of one field, whose label is the heading. */
export function single(title: string, field: FieldView): StepView {
  return { title, heading: null, search: null, blocks: [block([field])] };
}

/** Fields together, shown always or only for some answers. */
export function block(fields: readonly FieldView[], when: string | null = null): Block {
  return { heading: null, hint: null, when, fields };
}
