import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { actingAs } from './acting-as.ts';

/** Keeps that an import took place and what it did. */
export async function recordImport(
  work: Work,
  run: {
    readonly kind: 'places' | 'holidays';
    readonly contentHash: string;
    readonly lineCount: number;
    readonly counts: Readonly<Record<string, number>>;
  },
): Promise<void> {
  await work.em.execute(
    `insert into import_run (id, kind, content_hash, line_count, counts, at, by) values (?, ?, ?, ?, ?::jsonb, ?::timestamptz, ?)`,
    [
      newId(),
      run.kind,
      run.contentHash,
      run.lineCount,
      JSON.stringify(run.counts),
      work.now.toISOString(),
      actingAs(work.actor),
    ],
  );
}
