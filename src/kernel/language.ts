export type Language = 'km' | 'en';

/** A text in both languages of the product. Khmer comes first. */
export interface Bilingual {
  readonly km: string;
  readonly en: string;
}
