import { fileURLToPath } from 'node:url';
import { Router } from 'express';
import type { Request } from 'express';
import type { StaffActor } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { loadAssets } from './assets.ts';
import { createCsrf } from './csrf.ts';
import { mountPages, mountProblems } from './mount-pages.ts';
import type { WebSettings } from './mount-pages.ts';
import type { AuditEntry, KitServices, Page, ProblemFrame } from './page.ts';
import { createRenderer } from './renderer.ts';
import { permissionsPolicy, securityHeaders } from './security-headers.ts';

/** What the composition root gives to the web door. */
export interface WebOptions {
  readonly clock: Clock;
  /** At least 32 bytes, the same in every web process. */
  readonly formSecret: Buffer;
  /** The public address is https. */
  readonly secure: boolean;
  currentStaff(request: Request): Promise<StaffActor | null>;
  rateLimit(request: Request, limit: string): Promise<number | null>;
  audit(entry: AuditEntry): Promise<void>;
  denied(refusal: { readonly actor: StaffActor | null; readonly action: string; readonly code: string }): Promise<void>;
  evenTime(since: number): Promise<void>;
  reportFault(error: unknown, reference: string): void;
}

/** Pages with the use cases they call. */
export interface PageSet {
  readonly frame: ProblemFrame | null;
  mount(router: Router, kit: KitServices, settings: WebSettings): void;
}

/** Binds pages to the use cases of their side: `pageSet(citizenPages, citizenServices)`. */
export function pageSet<Services extends object>(
  pages: readonly Page<Services & KitServices>[],
  services: Services,
  frame: ProblemFrame | null = null,
): PageSet {
  return { frame, mount: (router, kit, settings) => mountPages(router, pages, { ...services, ...kit }, settings) };
}

/** Everything under `/` that is a page or a file a page needs. Mount it last: it answers whatever is left with a 404 page. */
export function webRouter(options: WebOptions, sets: readonly PageSet[]): Router {
  const { formSecret, secure, ...rest } = options;
  const assets = loadAssets(fileURLToPath(new URL('./assets/', import.meta.url)));
  const kit: KitServices = {
    ...rest,
    renderer: createRenderer(assets),
    csrf: createCsrf(formSecret),
  };
  const frames = sets.flatMap((set) => set.frame ?? []);
  const settings: WebSettings = { secure, signInPath: '/staff/sign-in', frames };
  const router = Router({ caseSensitive: true });
  router.use(securityHeaders({ secure }), permissionsPolicy);
  router.use(assets.router);
  for (const set of sets) set.mount(router, kit, settings);
  mountProblems(router, kit, settings);
  return router;
}

export type { Answer, AuditEntry, KitServices, Page, PageRequest } from './page.ts';
export { citizenPages } from './citizen/pages.ts';
export type { CitizenUseCases } from './citizen/services.ts';
export { citizenUseCases, type CitizenParts } from './citizen/use-cases.ts';
export { openPages } from './open/pages.ts';
export { openUseCases } from './open/use-cases.ts';
export { staffToken } from './staff/staff-cookie.ts';
export { staffPages } from './staff/pages.ts';
export { singleSignOnReturnPath } from './staff/single-sign-on/single-sign-on.ts';
export { staffProblemFrame } from './staff/problem-frame.ts';
export type { StaffUseCases } from './staff/services.ts';
export { staffUseCases, type StaffParts } from './staff/use-cases.ts';
