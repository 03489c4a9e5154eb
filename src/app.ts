import { join } from 'node:path';

import express, { type Express } from 'express';

import { migrations } from '../migrations/index.ts';
import { allJobs } from '../workers/index.ts';
import { systemActor } from './kernel/actor.ts';
import { sandboxClock, systemClock, type Clock } from './kernel/clock.ts';
import type { Config } from './platform/config.ts';
import { openDatabase, prepareDatabase, restrictedUrl, type Database } from './platform/database.ts';
import { openInstallationVault } from './platform/installation-vault.ts';
import { evenTime } from './platform/even-time.ts';
import { describeError, type Log } from './platform/log.ts';
import { openFileStore } from './platform/files.ts';
import { keptMailer, smtpMailer } from './platform/mailer.ts';
import { openMetrics, type Metrics } from './platform/metrics.ts';
import {
  openQueue,
  prepareQueueSchema,
  runWorkers,
  type AnyJob,
  type JobQueue,
  type JobRunner,
} from './platform/queue.ts';
import { openRateLimits } from './platform/rate-limits.ts';
import { clamdScanner } from './platform/scanner.ts';
import { openSingleSignOn } from './platform/single-sign-on.ts';
import { httpSms, keptSms } from './platform/sms.ts';
import { openKeyProvider } from './platform/key-provider.ts';
import type { Vault } from './platform/vault.ts';
import {
  joinListeners,
  makePerform,
  makeRehearse,
  type Listeners,
  type Perform,
  type Rehearse,
} from './platform/work.ts';
import { accessEntities, actorForToken, openRefusalLog, sealAnchorFile, seedDemoPeople } from './access/index.ts';
import { bookReader, mountApi, operations } from './api/index.ts';
import { caseEntities, erasuresNotDone, overdueReviews } from './cases/index.ts';
import { escalationEntities, escalationListeners, overdueNotEscalated, handling } from './escalation/index.ts';
import { intakeEntities, proveReceipt } from './intake/index.ts';
import { slaEntities, slaListeners } from './sla/index.ts';
import {
  citizenPages,
  citizenUseCases,
  openPages,
  openUseCases,
  pageSet,
  singleSignOnReturnPath,
  staffPages,
  staffProblemFrame,
  staffToken,
  staffUseCases,
  webRouter,
  type AuditEntry,
} from './web/index.ts';
import { noticeTemplates, mailRoomBacklog, Notice } from './notifications/index.ts';
import { loadReference } from './reference/index.ts';
import { resolutionListeners, seedDemoRoster } from './resolution/index.ts';
import { reviewListeners } from './review/index.ts';

/** What a process holds open, and the doors it serves. */
export interface Application {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly database: Database;
  readonly vault: Vault;
  readonly perform: Perform;
  readonly rehearse: Rehearse;
  readonly queue: JobQueue;
  readonly metrics: Metrics;
  readonly http: Express;
  readonly jobs: readonly AnyJob[];
  startWorkers(): Promise<JobRunner>;
  close(): Promise<void>;
}

/** Tables that the ORM knows. */
export const entities = [
  ...accessEntities,
  ...caseEntities,
  ...intakeEntities,
  ...slaEntities,
  ...escalationEntities,
  Notice,
];

/** What areas do, in the same transaction, when another records a fact. */
export function composeListeners(): Listeners {
  return joinListeners(slaListeners, escalationListeners, resolutionListeners, reviewListeners);
}

/**
 * Wires the program over an open database. The one place where areas, platform and doors meet; tests call it with a cloned
 * database and a clock of their own.
 */
export function compose(parts: {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly database: Database;
  readonly vault: Vault;
}): Application {
  const { config, clock, log, database, vault } = parts;
  const metrics = openMetrics();
  const { redisUrl, pace } = config;
  const queueOptions = { redisUrl, databaseUrl: database.url, log, prefix: 'samleng', pace };
  const queue = openQueue(queueOptions);
  const mailer = config.smtpUrl ? smtpMailer({ url: config.smtpUrl, from: config.mailFrom }) : keptMailer();
  const sms = config.smsGatewayUrl ? httpSms({ url: config.smsGatewayUrl, token: config.smsGatewayToken }) : keptSms();
  const mailRoom = {
    mailer,
    sms,
    templates: noticeTemplates(),
    publicUrl: config.publicUrl,
    mailFrom: config.mailFrom,
  };
  const scanner = config.clamd === null ? null : clamdScanner(config.clamd);
  const files = openFileStore(join(config.dataDir, 'files'), scanner);
  const drafts = openFileStore(join(config.dataDir, 'drafts'), scanner);
  const jobs = allJobs({
    mailRoom,
    replay: config.sandboxNow !== null,
    files,
    drafts,
    sealAnchor: sealAnchorFile(config.dataDir),
    webhooksAllowPrivate: config.webhooksAllowPrivate,
  });
  const wakeMailRoom = atMostEvery(200, () => void queue.enqueue(jobs.mailRoomSweep, {} as never));
  const working = { database, clock, vault, listeners: composeListeners(), onAnnounced: wakeMailRoom };
  const perform = makePerform(working);
  const rehearse = makeRehearse(working);
  const rateLimits = openRateLimits({
    redisUrl: config.redisUrl,
    databaseUrl: database.url,
    factor: config.rateLimitFactor,
    vault,
    log,
  });
  const refusals = openRefusalLog(
    perform,
    (error) => log.error({ err: describeError(error) }, 'a refusal could not be written down'),
    (limit, who) => rateLimits.consume(limit, who),
  );
  const runners: JobRunner[] = [];

  const http = express();
  http.disable('x-powered-by');
  http.set('trust proxy', config.trustProxy);
  http.use((request, response, next) => {
    const done = metrics.requests.startTimer({ method: request.method });
    response.once('finish', () => done({ status: String(response.statusCode) }));
    next();
  });
  metrics.measure(async () => {
    const actor = systemActor('metrics');
    const backlog = await perform(actor, mailRoomBacklog, undefined);
    return {
      overdueNotEscalated: await perform(actor, overdueNotEscalated, undefined),
      outboxWaiting: backlog.facts,
      erasuresNotDone: await perform(actor, erasuresNotDone, undefined),
      reviewsOverdue: await perform(actor, overdueReviews, undefined),
    };
  });
  // For a scraper on this machine; a proxy in front makes requests from elsewhere look near, so those are refused too.
  http.get('/metrics', async (request, response) => {
    const near =
      /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '') && !request.headers['x-forwarded-for'];
    if (!near) return void response.status(404).end();
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  http.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  http.get('/readyz', async (_request, response) => {
    const parts = await Promise.all(
      Object.entries({ database: () => database.ping(), queue: () => queue.ping() }).map(async ([name, check]) => {
        const up = await check().then(
          () => true,
          () => false,
        );
        return [name, up ? 'ok' : 'away'] as const;
      }),
    );
    const ready = parts.every(([, state]) => state === 'ok');
    response
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ok' : 'unavailable', ...Object.fromEntries(parts), migrations: migrations.length });
  });

  const book = bookReader(perform);
  const even = evenTime(config.notFoundMilliseconds);
  http.use(
    '/api',
    mountApi(operations, {
      clock,
      perform,
      book,
      actorForToken: (token) => perform(systemActor('session'), actorForToken, token),
      proveReceipt: (reference, receipt) => perform(systemActor('receipt'), proveReceipt, { reference, receipt }),
      rateLimit: (request, limit) => rateLimits.consume(limit, request.ip ?? ''),
      denied: refusals.note,
      evenTime: even,
      reportFault: (error, reference) => log.error({ reference, err: describeError(error) }, 'a request failed'),
      checkAnswers: !config.production,
      sandbox: !config.production,
      publicUrl: config.publicUrl,
      webhooksAllowPrivate: config.webhooksAllowPrivate,
      files,
      deliveryReportToken: config.deliveryReportToken,
    }),
  );

  const auditPage = (entry: AuditEntry): Promise<void> =>
    perform(
      entry.actor ?? systemActor('web'),
      (work) => {
        work.record({
          event: entry.event,
          caseId: null,
          data: { method: entry.method, ...entry.params },
          announce: false,
        });
        return Promise.resolve();
      },
      undefined,
    );
  const staff = staffUseCases({
    perform,
    rehearse,
    clock,
    vault,
    handling,
    book,
    files,
    noticeTemplates: mailRoom.templates,
    publicUrl: config.publicUrl,
    webhooksAllowPrivate: config.webhooksAllowPrivate,
    sealAnchorAt: sealAnchorFile(config.dataDir),
    singleSignOn: config.singleSignOn
      ? openSingleSignOn(config.singleSignOn, `${config.publicUrl}${singleSignOnReturnPath}`)
      : null,
    demoAccountsAt: config.production ? null : join(config.dataDir, 'demo-accounts.json'),
  });
  http.use(
    webRouter(
      {
        clock,
        formSecret: vault.lookupHash('form', 'token'),
        secure: config.publicUrl.startsWith('https:'),
        currentStaff: (request) => {
          const token = staffToken(request);
          return token ? perform(systemActor('session'), actorForToken, token) : Promise.resolve(null);
        },
        rateLimit: (request, limit) => rateLimits.consume(limit, request.ip ?? ''),
        audit: auditPage,
        denied: refusals.note,
        evenTime: even,
        reportFault: (error, reference) => log.error({ reference, err: describeError(error) }, 'a page failed'),
      },
      [
        pageSet(openPages, openUseCases({ perform, book })),
        pageSet(
          citizenPages,
          citizenUseCases({ perform, clock, handling, publicUrl: config.publicUrl, book, files, drafts }),
        ),
        pageSet(staffPages, staff, staffProblemFrame),
      ],
    ),
  );

  return {
    config,
    clock,
    log,
    database,
    vault,
    perform,
    rehearse,
    queue,
    metrics,
    http,
    jobs: jobs.all,
    async startWorkers() {
      const runner = await runWorkers(jobs.all, { perform, clock, log, enqueue: queue.enqueue }, queueOptions);
      runners.push(runner);
      return runner;
    },
    async close() {
      for (const runner of runners) await runner.close();
      await refusals.settle();
      await mailer.close();
      await rateLimits.close();
      await queue.close();
      await database.close();
    },
  };
}

/** Runs at most once in so many milliseconds, and once more after a burst. */
function atMostEvery(milliseconds: number, run: () => void): () => void {
  let waiting: NodeJS.Timeout | null = null;
  return () => {
    waiting ??= setTimeout(() => {
      waiting = null;
      run();
    }, milliseconds).unref();
  };
}

/**
 * Opens everything over a database server: migrations, keys, reference data, demo people.
 * @throws Error saying in one line what stands in the way
 */
export async function openApplication(
  config: Config,
  ownerUrl: string,
  log: Log,
  progress: (what: string) => void,
): Promise<Application> {
  const { appUrl } = await prepareDatabase({
    ownerUrl,
    appUrl: config.databaseAppUrl,
    migrations,
    prepareQueue: prepareQueueSchema,
    progress,
  });
  const application = await open(config, appUrl, log);
  try {
    await application.perform(systemActor('start'), loadReference, undefined);
    const demo = { writeTo: join(config.dataDir, 'demo-accounts.json'), production: config.production };
    await application.perform(systemActor('start'), seedDemoPeople, demo);
    await application.perform(systemActor('start'), seedDemoRoster, { production: config.production });
    return application;
  } catch (error) {
    await application.close();
    throw error;
  }
}

/** Opens what is there and changes nothing: for looking. @throws Error as `openApplication` */
export async function openToLook(config: Config, ownerUrl: string, log: Log): Promise<Application> {
  return open(config, config.databaseAppUrl ?? restrictedUrl(ownerUrl), log);
}

async function open(config: Config, appUrl: string, log: Log): Promise<Application> {
  const clock = config.sandboxNow ? sandboxClock(config.sandboxNow) : systemClock;
  const keys = await openKeyProvider(config);
  const database = await openDatabase(appUrl, entities, config.poolSize);
  try {
    const vault = await openInstallationVault(database, keys, clock);
    return compose({ config, clock, log, database, vault });
  } catch (error) {
    await database.close();
    throw error;
  }
}
