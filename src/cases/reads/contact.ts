import { NotFound } from '../../kernel/errors.ts';
import { Undecryptable } from '../../platform/vault.ts';
import type { Work } from '../../platform/work.ts';
import type { CaseContact, ComplainantDetails, RepresentativeDetails } from '../domain/details.ts';
import { caseKeyOf } from '../records/case-store.ts';
import type { CaseTables } from '../records/tables.ts';

/**
 * What somebody who writes to the people of a case needs: case, language, and whom to reach how. `contact` is null for an
 * anonymous complainant and once the content of the case was erased: then there is nobody to write to.
 * @throws NotFound when there is no such case (or the actor may not see it)
 * @throws Undecryptable when the content is there but no key at hand opens it
 */
export async function contactOf(work: Work, caseId: string): Promise<CaseContact> {
  const db = work.db<CaseTables>();
  const file = await db
    .selectFrom('case_file')
    .select([
      'id',
      'reference',
      'track',
      'programme',
      'category',
      'severity',
      'tier',
      'held_office',
      'operator_office',
      'assigned_to',
      'language',
      'identity',
      'protected',
      'status',
    ])
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (!file) throw new NotFound('not_found.case');
  const parties = await db
    .selectFrom('case_party')
    .select(['id', 'side', 'sealed'])
    .where('case_id', '=', caseId)
    .where('side', 'in', ['complainant', 'representative'])
    .orderBy('added_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const complainant = await detailsOf<ComplainantDetails>(
    work,
    caseId,
    parties.find((party) => party.side === 'complainant'),
  );
  const representative = await detailsOf<RepresentativeDetails>(
    work,
    caseId,
    parties.find((party) => party.side === 'representative'),
  );
  return {
    caseId,
    reference: file.reference,
    track: file.track,
    programme: file.programme,
    category: file.category,
    severity: file.severity,
    tier: file.tier,
    heldOffice: file.held_office,
    operatorOffice: file.operator_office,
    assignedTo: file.assigned_to,
    language: file.language,
    identity: file.identity,
    protected: file.protected,
    status: file.status,
    contact: complainant && {
      name: complainant.name,
      phone: complainant.phone,
      email: complainant.email,
      channel: complainant.contact.channel,
      safe: complainant.contact.safe,
    },
    representative: representative && {
      name: representative.name,
      phone: representative.phone,
      mandate: representative.mandate ?? null,
    },
  };
}

/** What is kept of a complainant, without its content. */
export type ComplainantItem = 'name' | 'address' | 'phone' | 'member_id';

/** Which of these are known of the complainant of a case, for whoever may know that but not what they are. */
export async function complainantHas(work: Work, caseId: string): Promise<readonly ComplainantItem[]> {
  const row = await work
    .db<CaseTables>()
    .selectFrom('case_party')
    .select(['id', 'sealed'])
    .where('case_id', '=', caseId)
    .where('side', '=', 'complainant')
    .orderBy('added_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const known = await detailsOf<ComplainantDetails>(work, caseId, row);
  const has: readonly (readonly [ComplainantItem, string | null | undefined])[] = [
    ['name', known?.name],
    ['address', known?.address],
    ['phone', known?.phone],
    ['member_id', known?.ids.nssfMemberId],
  ];
  return has.flatMap(([item, value]) => (value != null && value.trim() !== '' ? [item] : []));
}

async function detailsOf<T>(
  work: Work,
  caseId: string,
  party: { readonly id: string; readonly sealed: Uint8Array } | undefined,
): Promise<T | null> {
  if (!party) return null;
  try {
    return JSON.parse(work.vault.open(await caseKeyOf(work, caseId), `party:${party.id}`, party.sealed)) as T;
  } catch (error) {
    if (error instanceof Undecryptable && error.field === 'erased') return null;
    throw error;
  }
}
