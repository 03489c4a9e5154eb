import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';

import type { Application } from './app.ts';
import { ConfigFault, readConfig, type Config } from './platform/config.ts';
import { openLog } from './platform/log.ts';
import { checkRoom, openServer, type DatabaseServer } from './platform/open-server.ts';

/** Starts the roles asked for and stops them cleanly. What goes wrong on the way is said in one line each. */

const say = (line: string): void => void process.stdout.write(`samleng: ${line}\n`);
const fail = (lines: readonly string[]): never => {
  for (const line of lines) process.stderr.write(`samleng: ${line}\n`);
  process.exit(1);
};

function settings(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (error instanceof ConfigFault) return fail(error.faults);
    throw error;
  }
}

/** Takes the port first: a taken one is known before anything is started. Until the program is ready it answers 503. */
async function listen(config: Config, answer: () => Application | null): Promise<Server> {
  const server = createServer((request, response) => {
    const application = answer();
    if (application) return void application.http(request, response);
    response.writeHead(503, { 'retry-after': '2', 'content-type': 'text/plain; charset=utf-8' }).end('starting\n');
  });
  server.keepAliveTimeout = 65_000;
  server.listen(config.port, config.host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EADDRINUSE'
        ? `port ${config.port} on ${config.host} is taken: stop what uses it, or set PORT`
        : error.code === 'EACCES'
          ? `port ${config.port} needs more rights: set PORT above 1023`
          : `cannot listen on ${config.host}:${config.port}: ${error.code ?? error.message}`;
    throw new Error(why);
  });
  return server;
}

async function main(): Promise<void> {
  const config = settings();
  const log = openLog(config.logLevel);
  let application: Application | null = null;
  let databaseServer: Promise<DatabaseServer> | null = null;
  let http: Server | null = null;
  let stopping = false;

  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    const giveUp = setTimeout(() => process.exit(code || 1), 25_000);
    giveUp.unref();
    if (http) {
      const closed = once(http, 'close');
      http.close();
      http.closeIdleConnections();
      const hurry = setTimeout(() => http?.closeAllConnections(), 8_000);
      await closed;
      clearTimeout(hurry);
    }
    await application?.close();
    // Also one that is only just starting: it must not be left behind.
    await (await databaseServer?.catch(() => null))?.close();
    if (code === 0) say('stopped');
    process.exit(code);
  };
  const onSignal = (): void => void stop(0);
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onSignal);

  try {
    if (config.roles.web) http = await listen(config, () => application);
    if (stopping) return;
    if (!config.databaseUrl) await checkRoom(config.dataDir);
    databaseServer = openServer(config, say);
    // Read while the database server starts, and only when nothing stood in the way so far.
    const [{ openApplication }, { url }] = await Promise.all([import('./app.ts'), databaseServer]);
    const opened = await openApplication(config, url, log, say);
    if (config.roles.worker) await opened.startWorkers();
    application = opened;
  } catch (error) {
    if (stopping) return;
    const reason = error instanceof Error ? error : new Error(String(error));
    const line =
      (reason as NodeJS.ErrnoException).code === 'ENOSPC' ? `the disk is full (${config.dataDir})` : reason.message;
    process.stderr.write(`samleng: ${line}\n`);
    if (log.isLevelEnabled('debug')) process.stderr.write(`${reason.stack ?? ''}\n`);
    await stop(1);
    return;
  }

  // Kept now, not at the end: also after it is killed it starts quickly.
  flushCompileCache();
  const roles = [config.roles.web ? 'web' : null, config.roles.worker ? 'worker' : null].filter(Boolean).join(' and ');
  if (http) {
    const address = http.address() as { port: number };
    say(
      `ready (${roles}) at ${config.publicUrl.replace(/:0$/, `:${address.port}`)}/ - staff at /staff, API at /api/docs`,
    );
  } else {
    say(`ready (${roles})`);
  }
  if (config.sandboxNow) say(`sandbox: the clock started at ${config.sandboxNow.toISOString()} and runs on`);
  if (!config.production) say(`demo accounts: ${join(config.dataDir, 'demo-accounts.json')}`);
}

await main();
