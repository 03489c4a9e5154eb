import type { Office } from './types.ts';

/** Whether two descriptions of an office say the same; from when it exists is left out. */
export function isSameOffice(a: Office, b: Office): boolean {
  return (
    a.tier === b.tier &&
    a.type === b.type &&
    a.name.km === b.name.km &&
    a.name.en === b.name.en &&
    a.place === b.place &&
    a.operator === b.operator &&
    a.supervisor === b.supervisor &&
    a.phone === b.phone &&
    a.force === b.force &&
    a.validTo === b.validTo
  );
}
