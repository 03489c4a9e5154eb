import express from 'express';
import type { Express } from 'express';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import type { MovableClock } from '../../src/kernel/clock.ts';
import { webRouter } from '../../src/web/index.ts';
import type { PageSet } from '../../src/web/index.ts';
import type { AuditEntry } from '../../src/web/page.ts';

/** The web door alone, with everything around it in memory and in view. */
export interface WebApp {
  readonly app: Express;
  readonly clock: MovableClock;
  readonly audited: AuditEntry[];
  readonly faults: unknown[];
  /** Who is signed in. */
  staff: StaffActor | null;
  /** Limits that are used up, with the seconds to wait. */
  readonly exhausted: Map<string, number>;
}

export function aWebApp(sets: readonly PageSet[], at = new Date('2026-11-21T02:00:00Z')): WebApp {
  const app = express();
  const clock = fixedClock(at);
  const web: WebApp = { app, clock, audited: [], faults: [], staff: null, exhausted: new Map() };
  app.use(
    webRouter(
      {
        clock,
        formSecret: Buffer.alloc(32, 7),
        secure: false,
        currentStaff: async () => web.staff,
        rateLimit: async (_request, limit) => web.exhausted.get(limit) ?? null,
        audit: async (entry) => void web.audited.push(entry),
        denied: () => Promise.resolve(),
        evenTime: () => Promise.resolve(),
        reportFault: (error) => void web.faults.push(error),
      },
      sets,
    ),
  );
  return web;
}
