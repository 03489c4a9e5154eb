import type { Faults } from './faults.ts';
import { fieldId } from './faults.ts';
import type { SentFields } from './sent-fields.ts';

/** Every field below is a plain object with all of its keys, made for the partial named in `partial`: `{{> field f.name}}`. */
export interface FieldView {
  readonly partial: string;
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly error: string | null;
  /** Ids of hint and error, for aria-describedby; null when there is neither. */
  readonly describedBy: string | null;
  /** The label is the heading of the page. */
  readonly heading: boolean;
}

export interface TextView extends FieldView {
  readonly value: string;
  readonly type: string;
  readonly inputMode: string | null;
  readonly autocomplete: string | null;
  readonly width: string | null;
  readonly spellcheck: boolean;
}

export interface TextareaView extends FieldView {
  readonly value: string;
  readonly rows: number;
  readonly max: number | null;
}

export interface ItemView {
  readonly id: string;
  readonly value: string;
  readonly label: string;
  readonly hint: string | null;
  readonly icon: string | null;
  readonly checked: boolean;
  /** A divider ("or") stands before this item. */
  readonly divider: string | null;
  /** A field shown under the item while it is chosen. */
  readonly inside: FieldView | null;
  /** Latin and Khmer spellings the page filter also looks at. */
  readonly also: string | null;
}

export interface ItemsView extends FieldView {
  readonly items: readonly ItemView[];
  readonly inline: boolean;
  /** Look: a plain list, cards with icons, or a compact grid. */
  readonly look: 'list' | 'cards' | 'grid';
  /** Label of the box that narrows the list while typing (needs JavaScript; hidden without). */
  readonly filter: string | null;
}

export interface DateView extends FieldView {
  readonly parts: readonly {
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly value: string;
    readonly width: string;
  }[];
}

export interface FileView extends FieldView {
  readonly accept: string | null;
  readonly multiple: boolean;
}

interface Common {
  readonly label: string;
  readonly hint?: string | null;
  readonly heading?: boolean;
}

export interface Item {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | null;
  readonly icon?: string | null;
  readonly divider?: string | null;
  readonly inside?: FieldView | null;
  readonly also?: string | null;
}

interface Request {
  readonly fields: SentFields;
  readonly faults: Faults;
}

/**
 * Makes field views that keep what was typed and say what is wrong with it. `value` counts only while nothing was sent.
 * `suffix` keeps ids apart where several forms of one page have the same fields.
 */
export function fieldsOf(request: Request, suffix = '') {
  const typed = (name: string, value: string | undefined) =>
    request.fields.has(name) ? request.fields.one(name) : (value ?? '');
  const common = (partial: string, name: string, options: Common): FieldView => {
    const id = fieldId(name) + suffix;
    const hint = options.hint ?? null;
    const error = request.faults.text(name);
    const ids = [hint === null ? null : `${id}-hint`, error === null ? null : `${id}-error`].filter(
      (part) => part !== null,
    );
    return {
      partial: `field/${partial}`,
      id,
      name,
      label: options.label,
      hint,
      error,
      describedBy: ids.length === 0 ? null : ids.join(' '),
      heading: options.heading ?? false,
    };
  };
  const items = (name: string, list: readonly Item[], chosen: readonly string[]): readonly ItemView[] =>
    list.map((item, index) => ({
      id: index === 0 ? fieldId(name) + suffix : `${fieldId(name)}${suffix}-${index + 1}`,
      value: item.value,
      label: item.label,
      hint: item.hint ?? null,
      icon: item.icon ?? null,
      checked: chosen.includes(item.value),
      divider: item.divider ?? null,
      inside: item.inside ?? null,
      also: item.also ?? null,
    }));
  return {
    text(name: string, options: Common & TextOptions): TextView {
      return {
        ...common('text', name, options),
        value: typed(name, options.value),
        type: options.type ?? 'text',
        inputMode: options.inputMode ?? null,
        autocomplete: options.autocomplete ?? null,
        width: options.width ?? null,
        spellcheck: options.spellcheck ?? false,
      };
    },
    textarea(name: string, options: Common & { value?: string; rows?: number; max?: number | null }): TextareaView {
      const view = common('textarea', name, options);
      const max = options.max ?? null;
      const described = [view.describedBy, max === null ? null : `${view.id}-count`].filter((part) => part !== null);
      return {
        ...view,
        describedBy: described.length === 0 ? null : described.join(' '),
        value: typed(name, options.value),
        rows: options.rows ?? 6,
        max,
      };
    },
    radios(name: string, options: Common & ItemsOptions & { value?: string }): ItemsView {
      const chosen = typed(name, options.value);
      return { ...common('radios', name, options), ...looks(options), items: items(name, options.items, [chosen]) };
    },
    checkboxes(name: string, options: Common & ItemsOptions & { values?: readonly string[] }): ItemsView {
      const chosen = request.fields.empty ? (options.values ?? []) : request.fields.all(name);
      return { ...common('checkboxes', name, options), ...looks(options), items: items(name, options.items, chosen) };
    },
    select(name: string, options: Common & ItemsOptions & { value?: string }): ItemsView {
      const chosen = typed(name, options.value);
      return { ...common('select', name, options), ...looks(options), items: items(name, options.items, [chosen]) };
    },
    /** Three inputs `name.day`, `name.month`, `name.year`; read them with `dayFrom`. `value` is `YYYY-MM-DD`. */
    date(name: string, options: Common & { labels: readonly [string, string, string]; value?: string }): DateView {
      const [year = '', month = '', day = ''] = (options.value ?? '').split('-');
      const part = (key: string, label: string, value: string, width: string, id: string) => ({
        id,
        name: `${name}.${key}`,
        label,
        value: typed(`${name}.${key}`, value),
        width,
      });
      const id = fieldId(name) + suffix;
      return {
        ...common('date', name, options),
        parts: [
          part('day', options.labels[0], day, '2', id),
          part('month', options.labels[1], month, '2', `${id}-month`),
          part('year', options.labels[2], year, '4', `${id}-year`),
        ],
      };
    },
    /** Several fields as one, to stand inside an item. */
    group(name: string, fields: readonly FieldView[]): FieldView & { readonly fields: readonly FieldView[] } {
      return { ...common('group', name, { label: '' }), fields };
    },
    /** Files to choose; several when `multiple`. */
    file(name: string, options: Common & { accept?: string; multiple?: boolean }): FileView {
      return {
        ...common('file', name, options),
        accept: options.accept ?? null,
        multiple: options.multiple ?? false,
      };
    },
  };
}

interface TextOptions {
  readonly value?: string;
  readonly type?: string;
  readonly inputMode?: string;
  readonly autocomplete?: string;
  /** Characters that fit: 2, 3, 4, 5, 10, 20 or 30. */
  readonly width?: '2' | '3' | '4' | '5' | '10' | '20' | '30';
  readonly spellcheck?: boolean;
}

interface ItemsOptions {
  readonly items: readonly Item[];
  readonly inline?: boolean;
  readonly look?: 'list' | 'cards' | 'grid';
  readonly filter?: string | null;
}

function looks(options: ItemsOptions): Pick<ItemsView, 'inline' | 'look' | 'filter'> {
  return { inline: options.inline ?? false, look: options.look ?? 'list', filter: options.filter ?? null };
}
