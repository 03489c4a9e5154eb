import type { ProcedureAction } from '../../../resolution/index.ts';
import { word } from '../words/index.ts';
import type { ActContext, ActName } from '../dispute-acts/act-page.ts';
import { en as actsEn } from '../dispute-acts/en.ts';
import { km as actsKm } from '../dispute-acts/km.ts';

/** One thing of a section of the dispute page, as the template shows all of them. */
export interface Block {
  readonly title: string | null;
  readonly tags: readonly { readonly text: string; readonly colour: string }[];
  readonly lines: readonly string[];
  readonly rows: readonly { readonly key: string; readonly values: readonly string[]; readonly action: null }[];
  readonly quotes: readonly { readonly label: string; readonly text: string }[];
  readonly links: readonly Link[];
}

export interface Link {
  readonly href: string;
  readonly text: string;
  /** What tells this link from others of the same words; read aloud only. */
  readonly about: string;
}

export interface BlockSection {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly empty: string;
}

export function block(of: Partial<Block>): Block {
  return { title: null, tags: [], lines: [], rows: [], quotes: [], links: [], ...of };
}

/** A row of a summary list; null when there is nothing to say. */
export function row(key: string, ...values: readonly (string | null | undefined)[]) {
  const said = values.filter((value): value is string => value != null && value !== '');
  return said.length === 0 ? [] : [{ key, values: said, action: null }];
}

/** What the context of an act and of the page share. */
export type DisputeContext = Omit<ActContext, 'request'> & {
  readonly request: Pick<ActContext['request'], 'language' | 'now' | 'url'>;
};

/** Links to what may be done, only where the reader may do it now. */
export function linksIn({ view, request }: DisputeContext) {
  const here = request.url(`/staff/cases/${view.reference}/dispute`);
  const titles = (request.language === 'km' ? actsKm : actsEn).acts;
  return (
    act: ActName,
    action: ProcedureAction,
    of: { readonly text?: string; readonly about?: string; readonly params?: Readonly<Record<string, string>> } = {},
  ): readonly Link[] => {
    if (!view.permittedActions.includes(action)) return [];
    const search = new URLSearchParams(of.params).toString();
    const text = of.text ?? titles[act].title;
    return [{ href: `${here}/${act}${search === '' ? '' : `?${search}`}`, text, about: of.about ?? '' }];
  };
}

/** The title of an act, for saying that it was done; null when there is none of that name. */
export function actTitle(act: string, language: 'km' | 'en'): string | null {
  const titles = Object.fromEntries(
    Object.entries((language === 'km' ? actsKm : actsEn).acts).map(([key, words]) => [key, words.title]),
  );
  return act in titles ? word(titles, act) : null;
}
