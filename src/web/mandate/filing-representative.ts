import { mandateKinds, type MandateKind } from '../../cases/index.ts';
import type { FilingRepresentative } from '../../escalation/index.ts';
import { toE164, type SentFile } from '../../intake/index.ts';
import { InvalidInput, type FieldFault } from '../../kernel/errors.ts';
import type { Language } from '../../kernel/language.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import { FieldReader } from '../field-reader.ts';
import type { fieldsOf, FieldView } from '../fields.ts';
import type { Upload } from '../page.ts';
import type { SentFields } from '../sent-fields.ts';
import { en } from './en.ts';
import type { MandateWords } from './en.ts';
import { km } from './km.ts';

export const mandateWords: Readonly<Record<Language, MandateWords>> = { km, en };

/** Whoever files for the party, as typed, with the paper that came. */
export interface SentRepresentative {
  readonly name: string;
  readonly phone: string | null;
  readonly relation: string | null;
  readonly kind: MandateKind;
  readonly validUntil: string | null;
  readonly seen: boolean;
  readonly paper: SentFile | null;
}

/**
 * The fields of whoever files for a party: under one box to tick, so that a party who files itself passes over them.
 * @param byOfficer an officer may say that the paper was seen
 */
export function representativeFields(
  fields: ReturnType<typeof fieldsOf>,
  language: Language,
  byOfficer: boolean,
): readonly FieldView[] {
  const t = mandateWords[language];
  const seen = byOfficer
    ? [fields.checkboxes('mandateSeen', { label: t.paper, items: [{ value: 'yes', label: t.seen }] })]
    : [];
  const inside = fields.group('speaker', [
    fields.text('speakerName', { label: t.name }),
    fields.text('speakerPhone', { label: t.phone, type: 'tel', inputMode: 'tel', width: '20' }),
    fields.text('speakerRelation', { label: t.relation, width: '20' }),
    fields.radios('mandateKind', {
      label: t.kind,
      items: mandateKinds.map((value) => ({ value, label: t.kinds[value] })),
    }),
    fields.date('mandateUntil', { label: t.until, hint: t.untilHint, labels: t.days }),
    fields.file('mandatePaper', {
      label: t.paper,
      hint: t.paperHint,
      accept: 'image/jpeg,image/png,image/webp,application/pdf',
    }),
    ...seen,
  ]);
  return [
    fields.checkboxes('represents', {
      label: t.filing,
      hint: t.representsHint,
      items: [{ value: 'yes', label: t.represents, inside }],
    }),
  ];
}

/** Whoever files for the party, or null; with what is wrong about it. */
export function readRepresentative(
  sent: SentFields,
  upload: Upload,
  now: Date,
): { readonly value: SentRepresentative | null; readonly faults: readonly FieldFault[] } {
  if (sent.one('represents') !== 'yes') return { value: null, faults: [] };
  const of = new FieldReader(sent);
  const name = of.text('speakerName', 200);
  const phone = of.phone('speakerPhone');
  const value = {
    name,
    phone: phone === null ? null : toE164(phone),
    relation: of.optional('speakerRelation', 100),
    kind: of.choice('mandateKind', mandateKinds),
    validUntil: of.optionalDay('mandateUntil'),
    seen: of.ticked('mandateSeen'),
  };
  if (value.validUntil !== null && value.validUntil < phnomPenhDay(now)) of.fault('mandateUntil', 'lapsed');
  const [paper] = upload.files;
  if (upload.tooMany || (paper && paper.dropped !== null)) of.fault('mandatePaper', 'refused');
  else if (!paper && !value.seen) of.fault('mandatePaper', 'required');
  return { value: { ...value, paper: paper ?? null }, faults: of.faults };
}

/**
 * Attaches the paper to the case that is appealed from, and answers whom the use case takes.
 * @param attach keeps a file with that case; answers its id
 * @throws InvalidInput `mandatePaper` when the file is none that is taken
 */
export async function representativeGiven(
  sent: SentRepresentative | null,
  attach: (file: SentFile) => Promise<string>,
): Promise<FilingRepresentative | null> {
  if (sent === null) return null;
  const { name, phone, relation, kind, validUntil, seen } = sent;
  const paper = sent.paper === null ? null : await paperKept(sent.paper, attach);
  return { name, phone, relation, mandate: { kind, validFrom: null, validUntil, paper, seen } };
}

async function paperKept(paper: SentFile, attach: (file: SentFile) => Promise<string>): Promise<string> {
  try {
    return await attach(paper);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput([{ field: 'mandatePaper', code: 'refused' }]);
  }
}
