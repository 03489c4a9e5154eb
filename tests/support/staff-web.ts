import { join } from 'node:path';

import express, { type Express } from 'express';

import { actorForToken } from '../../src/access/index.ts';
import { handling } from '../../src/escalation/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { noticeTemplates } from '../../src/notifications/index.ts';
import { openFileStore } from '../../src/platform/files.ts';
import { currentBook } from '../../src/reference/index.ts';
import type { ReferenceBook } from '../../src/reference/index.ts';
import {
  citizenPages,
  citizenUseCases,
  pageSet,
  staffPages,
  staffProblemFrame,
  staffToken,
  staffUseCases,
  webRouter,
} from '../../src/web/index.ts';
import type { SingleSignOn } from '../../src/platform/single-sign-on.ts';
import type { World } from './world.ts';

/** The staff pages over a world, with what they reported. */
export interface StaffWeb {
  readonly app: Express;
  readonly faults: unknown[];
  /** Attempts that were denied. */
  readonly denied: { readonly actor: StaffActor | null; readonly action: string; readonly code: string }[];
  /** Instead of the cookie, when set: who is signed in. */
  actor: StaffActor | null;
}

export function aStaffWeb(
  world: World,
  settings: { readonly production?: boolean; readonly citizens?: boolean; readonly singleSignOn?: SingleSignOn } = {},
): StaffWeb {
  const faults: unknown[] = [];
  const web: StaffWeb = { app: express(), faults, denied: [], actor: null };
  const book = () => world.perform(systemActor('test'), (work) => currentBook(work), undefined);
  const useCases = staffUseCases({
    perform: world.perform,
    rehearse: world.rehearse,
    clock: world.clock,
    vault: world.vault,
    handling,
    files: openFileStore(join(world.dataDir, 'files')),
    noticeTemplates: noticeTemplates(),
    publicUrl: 'http://samleng.example',
    singleSignOn: settings.singleSignOn ?? null,
    demoAccountsAt: settings.production === true ? null : '/data/demo-accounts.json',
    book,
    authenticatorClock: world.clock,
  });
  web.app.use(
    webRouter(
      {
        clock: world.clock,
        formSecret: Buffer.alloc(32, 7),
        secure: false,
        currentStaff: async (request) => {
          if (web.actor !== null) return web.actor;
          const token = staffToken(request);
          return token === null ? null : world.perform(systemActor('session'), actorForToken, token);
        },
        rateLimit: async () => null,
        audit: async () => undefined,
        denied: async (refusal) => void web.denied.push(refusal),
        evenTime: () => Promise.resolve(),
        reportFault: (error) => void faults.push(error),
      },
      [
        ...(settings.citizens === true ? [citizenSet(world, book)] : []),
        pageSet(staffPages, useCases, staffProblemFrame),
      ],
    ),
  );
  return web;
}

/** The pages of complainants over the same world. */
function citizenSet(world: World, book: () => Promise<ReferenceBook>) {
  const { perform, clock } = world;
  const store = (name: string) => openFileStore(join(world.dataDir, name));
  const publicUrl = 'http://samleng.example';
  const files = { files: store('files'), drafts: store('drafts') };
  return pageSet(citizenPages, citizenUseCases({ perform, clock, handling, publicUrl, book, ...files }));
}
