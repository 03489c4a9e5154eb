import { join } from 'node:path';

import express, { type Express } from 'express';

import * as api from '../../src/api/index.ts';
import type { Application } from '../../src/app.ts';
import * as escalation from '../../src/escalation/index.ts';
import * as intake from '../../src/intake/index.ts';
import { roles, systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import * as notifications from '../../src/notifications/index.ts';
import * as files from '../../src/platform/files.ts';
import * as web from '../../src/web/index.ts';
import type { World } from '../support/world.ts';
import { asData, gatheredOnce } from './quick-pages.ts';

/** What the doors are made of, from one copy of the program. */
export interface ProgramModules {
  readonly api: typeof api;
  readonly web: typeof web;
  readonly escalation: typeof escalation;
  readonly files: typeof files;
  readonly intake: typeof intake;
  readonly notifications: typeof notifications;
}

export interface Program {
  readonly application: Application;
  readonly dataDir: string;
  readonly modules: ProgramModules;
}

export const programOf = (world: World): Program => ({
  application: world,
  dataDir: world.dataDir,
  modules: { api, web, escalation, files, intake, notifications },
});

/**
 * The API and the staff pages of a program, for walking through all of them. Who asks is known by the token from the start, and
 * what is denied is not written down: sessions and refusals have tests of their own.
 * @param gate `open`: what an operation or page says of who may call it is not asked either
 * @param pages `quick`: see `quick-pages.ts`
 */
export function doorsOf(
  { application, dataDir, modules }: Program,
  people: ReadonlyMap<string, StaffActor>,
  faults: unknown[],
  gate: 'kept' | 'open' = 'kept',
  pages: 'whole' | 'quick' = 'whole',
): Express {
  const { perform, rehearse, clock, vault } = application;
  const { mountApi, operations, bookReader } = modules.api;
  const { webRouter, pageSet, staffPages, staffProblemFrame, staffToken, staffUseCases } = modules.web;
  const app = express();
  const book = bookReader(perform);
  const store = modules.files.openFileStore(join(dataDir, 'files'));
  const publicUrl = 'http://samleng.example';
  const shared = {
    clock,
    rateLimit: () => Promise.resolve(null),
    denied: () => Promise.resolve(),
    evenTime: () => Promise.resolve(),
    reportFault: (error: unknown) => void faults.push(error),
  };
  const isOpen = gate === 'open';
  app.use(
    '/api',
    mountApi(
      operations.map((each) =>
        isOpen && typeof each.permission === 'object' ? { ...each, permission: { roles } } : each,
      ),
      {
        ...shared,
        perform,
        book,
        actorForToken: (token) => Promise.resolve(people.get(token) ?? null),
        proveReceipt: (reference, receipt) =>
          perform(systemActor('receipt'), modules.intake.proveReceipt, { reference, receipt }),
        checkAnswers: true,
        sandbox: true,
        publicUrl,
        files: store,
      },
    ),
  );
  const isQuick = pages === 'quick';
  const useCases = staffUseCases({
    perform,
    rehearse,
    clock,
    vault,
    handling: modules.escalation.handling,
    files: store,
    noticeTemplates: modules.notifications.noticeTemplates(),
    publicUrl,
    singleSignOn: null,
    demoAccountsAt: '/data/demo-accounts.json',
    book,
    authenticatorClock: clock,
  });
  const set = pageSet(
    staffPages.map((page) => (isOpen && page.permission !== 'public' ? { ...page, permission: roles } : page)),
    isQuick ? gatheredOnce(useCases) : useCases,
    staffProblemFrame,
  );
  app.use(
    webRouter(
      {
        ...shared,
        formSecret: Buffer.alloc(32, 7),
        secure: false,
        currentStaff: (request) => Promise.resolve(people.get(staffToken(request) ?? '') ?? null),
        audit: () => Promise.resolve(),
      },
      [isQuick ? asData(set) : set],
    ),
  );
  return app;
}
