import type { MarkedPaper } from '../../../resolution/index.ts';
import type { Strings } from './en.ts';

/** What whoever holds a copy may compare with it; nothing of what the paper says. */
export function present(mark: string, found: MarkedPaper | null, strings: Strings) {
  const hash = (of: string): string => of.replace(/(.{8})(?=.)/g, '$1 ');
  return {
    found: found !== null,
    rows:
      found === null
        ? []
        : [
            { key: strings.mark, value: mark },
            { key: strings.kind, value: strings.kinds[found.kind] },
            { key: strings.reference, value: found.reference },
            ...(found.termsHash === null ? [] : [{ key: strings.termsHash, value: hash(found.termsHash) }]),
            { key: strings.fileHash, value: hash(found.fileHash) },
          ],
    madeAt: found?.madeAt ?? null,
  };
}
