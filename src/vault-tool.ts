import { migrations } from '../migrations/index.ts';
import { runVaultTool } from './vault-commands.ts';
import { ConfigFault, readConfig } from './platform/config.ts';
import { openDatabase, prepareDatabase } from './platform/database.ts';
import { openServer } from './platform/open-server.ts';
import { prepareQueueSchema } from './platform/queue.ts';

/** `npm run vault -- ...`: see `vaultUsage`. */

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function input(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

process.exitCode = await runVaultTool(process.argv.slice(2), {
  say,
  input,
  config: () => readConfig(),
  async openDatabase(config) {
    const server = await openServer(config, say);
    try {
      const { appUrl } = await prepareDatabase({
        ownerUrl: server.url,
        appUrl: config.databaseAppUrl,
        migrations,
        prepareQueue: prepareQueueSchema,
        progress: say,
      });
      const database = await openDatabase(appUrl, [], 2);
      return { ...database, close: () => database.close().then(() => server.close()) };
    } catch (error) {
      await server.close();
      throw error;
    }
  },
}).catch((error: unknown) => {
  const lines = error instanceof ConfigFault ? error.faults : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) process.stderr.write(`samleng: ${line}\n`);
  return 1;
});
