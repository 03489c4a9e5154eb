import type { Tier, Track } from '../../kernel/actor.ts';
import { isInForce } from './dated.ts';
import type { Office, OfficeQuery, Operator, Programme, Rung } from './types.ts';

/** Digits of the code of the place that an office of this kind serves. */
const digitsOf = { commune: 6, district: 4, province: 2 } as const;

/** Offices by code and tier, and which of them sits on a rung. */
export class OfficeIndex {
  readonly #byCode = new Map<string, Office>();
  readonly #byTier = new Map<Tier, Office[]>();

  constructor(offices: readonly Office[]) {
    for (const office of [...offices].sort((a, b) => (a.code < b.code ? -1 : 1))) {
      this.#byCode.set(office.code, office);
      if (office.tier === null) continue;
      const peers = this.#byTier.get(office.tier);
      if (peers) peers.push(office);
      else this.#byTier.set(office.tier, [office]);
    }
  }

  get(code: string): Office | null {
    return this.#byCode.get(code) ?? null;
  }

  all(): readonly Office[] {
    return [...this.#byCode.values()];
  }

  at(tier: Tier, place: string | undefined): Office[] {
    const peers = (this.#byTier.get(tier) ?? []).filter((office) => office.validTo === null);
    return place === undefined
      ? peers
      : peers.filter((office) => office.place === null || place.startsWith(office.place));
  }

  /** The office of exactly this rung, or null where none sits. */
  onRung(
    rung: Rung,
    query: OfficeQuery,
    operator: Operator | null,
    programme: Programme | null,
    on: string,
  ): Office | null {
    const inForce = (code: string | null | undefined): Office | null => {
      const office = code ? this.#byCode.get(code) : undefined;
      return office && isInForce(office, on) ? office : null;
    };
    const ofProgramme = (): Office | null => {
      const office = programme?.operator === query.operator ? inForce(programme.operatorOffice) : null;
      return office?.tier === rung.code ? office : null;
    };
    switch (rung.officeKind) {
      case 'commune':
      case 'district':
      case 'province': {
        const digits = digitsOf[rung.officeKind];
        if (query.place.length < digits) return null;
        const office = inForce(query.place.slice(0, digits));
        return office?.tier === rung.code ? office : null;
      }
      case 'operator':
        return ofProgramme() ?? inForce(operator?.assistanceOffice);
      case 'operator_branch':
        return this.#branch(rung.code, query, on) ?? ofProgramme() ?? inForce(operator?.securityOffice);
      case 'committee':
        return inForce(operator?.committeeOffice);
      case 'regulator':
      case 'policy':
        return (
          (this.#byTier.get(rung.code) ?? []).find(
            (office) => office.type === rung.officeKind && isInForce(office, on),
          ) ?? null
        );
      case 'neutral':
      case 'court':
        return null;
    }
  }

  /** The branch of the operator that serves the place most narrowly. */
  #branch(tier: Tier, query: OfficeQuery, on: string): Office | null {
    let best: Office | null = null;
    for (const office of this.#byTier.get(tier) ?? []) {
      if (office.type !== 'operator_branch' || office.operator !== query.operator || office.place === null) continue;
      if (!query.place.startsWith(office.place) || !isInForce(office, on)) continue;
      if (!best || office.place.length > (best.place ?? '').length) best = office;
    }
    return best;
  }

  desk(operator: Operator | null, track: Track | undefined): Office | null {
    if (!operator) return null;
    const code = track
      ? operator.protectionDesks[track]
      : (operator.protectionDesks.social_assistance ?? operator.protectionDesks.social_security);
    return code ? this.get(code) : null;
  }
}
