import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { readSealAnchor, sealAnchorFile, verifyChains, verifySeals } from './access/index.ts';
import { openToLook, type Application } from './app.ts';
import {
  attachmentFiles,
  custodyDisagreements,
  erasureState,
  overdueReviews,
  undecidedWithoutClock,
  undecryptableAfter,
} from './cases/index.ts';
import { overdueNotEscalated } from './escalation/index.ts';
import { systemActor } from './kernel/actor.ts';
import { mailRoomBacklog } from './notifications/index.ts';
import { ConfigFault, readConfig } from './platform/config.ts';
import { openLog } from './platform/log.ts';
import { openServer } from './platform/open-server.ts';
import { disputeContradictions, disputesWithoutClock } from './resolution/index.ts';
import { casesWithoutPanel } from './review/index.ts';
import { doubleClocks } from './sla/index.ts';

/**
 * `npm run doctor`: looks at the whole database, changes nothing, names what is wrong and ends with 1 when anything is.
 * A line each: what was looked at, how many are wrong, and up to ten of them.
 */

interface Finding {
  readonly what: string;
  readonly wrong: readonly string[];
  /** When it is not the length of `wrong`. */
  readonly count?: number;
}

const actor = systemActor('doctor');
const minute = 60_000;
/** A fact that waits longer for its messages than this is stuck. */
const stuckAfter = 15 * minute;

const checks: readonly ((application: Application) => Promise<Finding>)[] = [
  async ({ perform }) => {
    const broken = await perform(actor, verifyChains, {});
    return { what: 'ledger chains broken', wrong: broken.map((each) => `${each.chain} at ${each.seq}: ${each.fault}`) };
  },
  async ({ perform, config }) => {
    const anchor = await readSealAnchor(sealAnchorFile(config.dataDir));
    const faults = await perform(actor, verifySeals, { anchor });
    return {
      what: 'ledger seals broken',
      wrong: faults.map(
        (each) => `seal ${each.seal ?? '-'}${each.chain ? `, ${each.chain} at ${each.seq}` : ''}: ${each.fault}`,
      ),
    };
  },
  async ({ perform }) => {
    const left = await perform(actor, erasureState, undefined);
    return {
      what: 'erasures not done',
      wrong: [
        ...left.failedCases.map((each) => `${each.reference} failed ${each.attempts} times: ${each.error}`),
        ...left.halfErased.map((reference) => `${reference} is erased in part`),
        ...(left.filesLeft > 0 ? [`${left.filesLeft} files of erased cases are still there`] : []),
      ],
    };
  },
  async ({ perform }) => {
    const count = await perform(actor, overdueReviews, undefined);
    return { what: 'sensitive access not reviewed in time', wrong: [], count };
  },
  async ({ perform }) => ({
    what: 'cases with two running clocks of one kind',
    wrong: await perform(actor, doubleClocks, undefined),
  }),
  async ({ perform }) => {
    const count = await perform(actor, overdueNotEscalated, undefined);
    return { what: 'overdue and not escalated', wrong: [], count };
  },
  async ({ perform }) => ({
    what: 'undecided cases without a clock, not watched',
    wrong: await perform(actor, undecidedWithoutClock, undefined),
  }),
  async ({ perform }) => ({
    what: 'disputes that contradict themselves',
    wrong: await perform(actor, disputeContradictions, undefined),
  }),
  async ({ perform }) => ({
    what: 'open disputes without the clock of their stage',
    wrong: await perform(actor, disputesWithoutClock, undefined),
  }),
  async ({ perform }) => ({
    what: 'cases at the last body past a warning without their panel',
    wrong: await perform(actor, casesWithoutPanel, undefined),
  }),
  async ({ perform }) => ({
    what: 'cases whose record and custody disagree',
    wrong: await perform(actor, custodyDisagreements, undefined),
  }),
  async ({ perform, clock }) => {
    const backlog = await perform(actor, mailRoomBacklog, undefined);
    const since = backlog.oldestFactAt;
    const stuck = since !== null && clock.now().getTime() - since.getTime() > stuckAfter;
    return {
      what: 'outbox stuck',
      wrong: stuck ? [`${backlog.facts} facts wait, the oldest since ${since.toISOString()}`] : [],
    };
  },
  async ({ perform, config }) => {
    const known = await perform(actor, attachmentFiles, undefined);
    const there = await readdir(join(config.dataDir, 'files')).catch(() => [] as string[]);
    const orphans = there.filter((name) => !known.has(name)).map((name) => `${name} belongs to no record`);
    const onDisk = new Set(there);
    const missing = [...known].filter((name) => !onDisk.has(name)).map((name) => `${name} is missing`);
    return { what: 'orphan or missing files', wrong: [...orphans, ...missing] };
  },
  async ({ perform }) => {
    const closed: string[] = [];
    let looked = 0;
    for (let after: string | null | undefined; after !== null;) {
      const page = await perform(actor, undecryptableAfter, after ?? null);
      closed.push(...page.closed.map(({ caseId, field }) => `${caseId} ${field}`));
      looked += page.looked;
      if (looked % 50_000 === 0 && looked > 0) process.stderr.write(`doctor: ${looked} cases opened\n`);
      after = page.next;
    }
    return { what: 'undecryptable records', wrong: closed };
  },
];

async function main(): Promise<number> {
  const config = readConfig();
  const quiet = (): void => undefined;
  const server = await openServer(config, quiet);
  try {
    const application = await openToLook(config, server.url, openLog('silent'));
    try {
      let wrong = 0;
      for (const check of checks) {
        const finding = await check(application);
        const count = finding.count ?? finding.wrong.length;
        process.stdout.write(`${count === 0 ? 'ok   ' : 'WRONG'} ${finding.what}: ${count}\n`);
        for (const each of finding.wrong.slice(0, 10)) process.stdout.write(`        ${each}\n`);
        if (count > 0) wrong += 1;
      }
      return wrong === 0 ? 0 : 1;
    } finally {
      await application.close();
    }
  } finally {
    await server.close();
  }
}

process.exitCode = await main().catch((error: unknown) => {
  for (const line of error instanceof ConfigFault
    ? error.faults
    : [error instanceof Error ? error.message : String(error)]) {
    process.stderr.write(`samleng: ${line}\n`);
  }
  return 1;
});
