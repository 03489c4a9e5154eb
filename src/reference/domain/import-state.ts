/** What can be imported as a file. */
export const importKinds = ['holidays', 'places', 'beneficiaries'] as const;
export type ImportKind = (typeof importKinds)[number];

/**
 * Where an import stands: checked and shown; waiting for a worker; running; done; failed, with nothing loaded; dropped by
 * whoever sent it.
 */
export type ImportState = 'checked' | 'waiting' | 'running' | 'done' | 'failed' | 'dropped';

/** An import that runs longer was cut off: it is begun anew, which is harmless, since it loads all or nothing. */
export const staleAfterMilliseconds = 15 * 60_000;
