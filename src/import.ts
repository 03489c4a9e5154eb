import { readFile } from 'node:fs/promises';

import { openApplication, type Application } from './app.ts';
import { systemActor } from './kernel/actor.ts';
import { InvalidInput } from './kernel/errors.ts';
import { ConfigFault, readConfig } from './platform/config.ts';
import { openLog } from './platform/log.ts';
import { openServer } from './platform/open-server.ts';
import { importBeneficiaries } from './reporting/index.ts';
import { importFaultText, importHolidays, importPlaces } from './reference/index.ts';

/** `npm run import -- places FILE.csv`, `... holidays FILE.csv` and `... beneficiaries FILE.csv`. A broken file is refused whole. */

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const kinds: Readonly<Record<string, (application: Application, csv: string) => Promise<void>>> = {
  async places({ perform }, csv) {
    const progress = (done: number, total: number, what: string): void => say(`${what}: ${done} of ${total}`);
    const counts = await perform(systemActor('import'), importPlaces, { csv, progress });
    say(`places imported: ${JSON.stringify(counts)}`);
  },
  async holidays({ perform }, csv) {
    const change = await perform(systemActor('import'), importHolidays, { csv });
    if (!change.isChanged) return say('nothing new: the calendar holds these days already');
    say(`calendar version ${change.version}: ${change.added.length} days added, ${change.removed.length} removed`);
    say('open deadlines are computed again by the workers; each change is in the ledger');
  },
  async beneficiaries({ perform }, csv) {
    const { lines } = await perform(systemActor('import'), importBeneficiaries, { csv });
    say(`numbers of beneficiaries imported: ${lines} lines`);
  },
};

async function main(): Promise<number> {
  const [kind = '', path] = process.argv.slice(2);
  const run = kinds[kind];
  if (!run || !path) {
    say('usage: npm run import -- places FILE.csv | holidays FILE.csv | beneficiaries FILE.csv');
    return 2;
  }
  const csv = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${path} cannot be read: ${error.code ?? error.message}`);
  });
  const config = readConfig();
  const server = await openServer(config, say);
  try {
    const application = await openApplication(config, server.url, openLog(config.logLevel), say);
    try {
      await run(application, csv);
      return 0;
    } finally {
      await application.close();
    }
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    say(`${path}: refused, nothing was loaded. ${error.fields.length} faults:`);
    for (const fault of error.fields) {
      const text = importFaultText(fault);
      say(`  ${text.en} / ${text.km}`);
    }
    return 1;
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
