import type { Published, PublishedSplit } from '../../reporting/index.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import { pageOf, type KitServices } from '../page.ts';

/** The use cases of pages that publish something for everybody. */
export interface OpenUseCases {
  book(): Promise<ReferenceBook>;
  /** Figures of a quarter in which nothing points at anybody. */
  published(asked: { readonly quarter: string | null; readonly by: PublishedSplit }): Promise<Published>;
}

export type OpenServices = OpenUseCases & KitServices;

/** Declares a page that publishes something. */
export const openPage = pageOf<OpenServices>();
