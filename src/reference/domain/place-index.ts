import { foldName } from './fold-name.ts';
import type { Place } from './types.ts';

interface Findable {
  readonly place: Place;
  readonly km: string;
  readonly en: string;
}

/** Places by code and parent, and by any part of their names. */
export class PlaceIndex {
  readonly #byCode = new Map<string, Place>();
  readonly #children = new Map<string, Place[]>();
  #findable: Findable[] | null = null;

  constructor(places: readonly Place[]) {
    for (const place of [...places].sort((a, b) => (a.code < b.code ? -1 : 1))) {
      this.#byCode.set(place.code, place);
      const siblings = this.#children.get(place.parent ?? '');
      if (siblings) siblings.push(place);
      else this.#children.set(place.parent ?? '', [place]);
    }
  }

  /** A village that is not loaded answers as its commune, unless the villages of that commune are loaded. */
  at(code: string): Place | null {
    const place = this.#byCode.get(code);
    if (place) return place;
    if (!/^\d{8}$/.test(code)) return null;
    const commune = this.#byCode.get(code.slice(0, 6));
    return commune && !this.#children.has(commune.code) ? commune : null;
  }

  childrenOf(parent: string | undefined): readonly Place[] {
    return this.#children.get(parent ?? '') ?? [];
  }

  pathOf(code: string): Place[] {
    return [2, 4, 6, 8].flatMap((digits) =>
      code.length >= digits ? (this.#byCode.get(code.slice(0, digits)) ?? []) : [],
    );
  }

  /** Every word of the query must occur in one of the names or begin the code; whole names first, then beginnings, then wider places. */
  search(query: string, limit: number): Place[] {
    const whole = foldName(query);
    const words = query.split(/\s+/).map(foldName).filter(Boolean);
    if (words.length === 0) return [];
    this.#findable ??= [...this.#byCode.values()].map((place) => ({
      place,
      km: foldName(place.name.km),
      en: foldName(place.name.en),
    }));
    const rank = ({ place, km, en }: Findable): number => {
      if (km === whole || en === whole || place.code === whole) return 0;
      return km.startsWith(whole) || en.startsWith(whole) || place.code.startsWith(whole) ? 1 : 2;
    };
    return this.#findable
      .filter(({ place, km, en }) =>
        words.every((word) => km.includes(word) || en.includes(word) || place.code.startsWith(word)),
      )
      .map((found) => ({ place: found.place, rank: rank(found) }))
      .sort(
        (a, b) =>
          a.rank - b.rank || a.place.code.length - b.place.code.length || (a.place.code < b.place.code ? -1 : 1),
      )
      .slice(0, limit)
      .map(({ place }) => place);
  }
}
