import {
  attachmentsOf,
  mandateFault,
  type CaseRecord,
  type MandateKind,
  type RepresentativeDetails,
} from '../../cases/index.ts';
import { InvalidInput, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { phnomPenhDay } from '../../reference/index.ts';

/** Somebody who files for a party, with the mandate for it. Days are `YYYY-MM-DD`, in Phnom Penh. */
export interface FilingRepresentative {
  readonly name: string;
  /** E.164. */
  readonly phone: string | null;
  readonly relation: string | null;
  readonly mandate: {
    readonly kind: MandateKind;
    /** Null: from today. */
    readonly validFrom: string | null;
    /** Last day; null: until revoked. */
    readonly validUntil: string | null;
    /** The paper: an attachment of the case that is appealed from. */
    readonly paper: string | null;
    /** An officer has the paper in hand; from nobody else is that taken. */
    readonly seen: boolean;
  };
}

/**
 * Whoever files for the party, as it is kept with the filing; null when nobody does.
 * @throws RuleBroken `mandate_not_proven` without paper, `mandate_lapsed`, `mandate_not_yet_valid`; InvalidInput when the paper
 *   is not attached to the case
 */
export async function representativeOf(
  work: Work,
  file: CaseRecord,
  given: FilingRepresentative | null,
): Promise<RepresentativeDetails | null> {
  if (given === null) return null;
  const { kind, validUntil, paper } = given.mandate;
  const today = phnomPenhDay(work.now);
  const validFrom = given.mandate.validFrom ?? today;
  const seen = given.mandate.seen && work.actor.kind === 'staff';
  const fault = mandateFault({ validFrom, validUntil, revokedAt: null, proven: seen || paper !== null }, today);
  if (fault) throw new RuleBroken(fault, validUntil ? { until: validUntil } : {});
  if (paper !== null && !(await attachmentsOf(work, file.reference)).some(({ id }) => id === paper)) {
    throw new InvalidInput([{ field: 'representative.mandate.paper', code: 'unknown_attachment' }]);
  }
  return {
    name: given.name,
    phone: given.phone,
    relation: given.relation,
    mandate: {
      kind,
      validFrom,
      validUntil,
      paper: paper === null ? null : { reference: file.reference, attachment: paper },
      seen,
    },
  };
}
