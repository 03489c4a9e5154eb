import type { Category, Severity } from '../domain/types.ts';
import { byDefault } from './instruments.ts';

interface Words {
  readonly km: string;
  readonly en: string;
  /** What a citizen would say. */
  readonly askKm: string;
  readonly askEn: string;
}

/** A category as most are: both tracks, all programmes, not protected. */
export function category(
  code: string,
  severity: Severity,
  publicSchema: Category['publicSchema'],
  icon: string,
  words: Words,
  more: Partial<Category> = {},
): Category {
  return {
    code,
    name: { km: words.km, en: words.en },
    question: { km: words.askKm, en: words.askEn },
    severity,
    severityIfLifeThreatening: severity,
    isProtected: false,
    publicSchema,
    tracks: ['social_assistance', 'social_security'],
    programmes: null,
    referOnly: null,
    icon,
    timeBar: null,
    ...byDefault,
    ...more,
  };
}
