import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type * as App from '../../src/app.ts';
import type * as Databases from '../../src/platform/database.ts';
import type * as Vaults from '../../src/platform/installation-vault.ts';
import type * as Providers from '../../src/platform/vault.ts';
import type { World } from '../support/world.ts';
import { testKeyRing } from '../support/template-database.ts';
import type { Program, ProgramModules } from './doors.ts';

/*
 * The program with its policy in code taken away: a second copy of it, loaded beside the real one, in which every question that
 * the policy is asked is answered with yes. The program itself has no such switch and no place to put one: the copy is made
 * here, through the module loader of the process that runs the tests.
 */
const root = pathToFileURL(join(import.meta.dirname, '../../')).href;
const copied = '?policy=off';
const real = '?policy=asked';

/** Modules of the policy (and the renderer), as they are in the copy. What they do not say themselves they have from the real one. */
const yes: Readonly<Record<string, string>> = {
  'src/access/domain/permissions.ts': `
    export * from './permissions.ts${real}';
    export const may = () => true;
    export const allows = (actor) => actor.kind !== 'complainant';
    export const demand = () => undefined;`,
  'src/cases/policy.ts': `
    import { sql } from 'kysely';
    export * from './policy.ts${real}';
    export const handlesCases = () => true;
    export const mayDo = () => ({ allowed: true });
    export const visibleCases = () => sql\`true\`;
    export const mayReadContent = () => true;
    export const mayReadIdentity = () => true;`,
  'src/resolution/policy.ts': `
    export const capacitiesOf = () => ['registrar', 'neutral'];
    export const mayInDispute = () => true;
    export const mayKeepEntry = () => true;`,
  'src/review/policy.ts': `
    export const mayInPanel = () => true;
    export const seesVotes = () => true;`,
  'src/oversight/policy.ts': `
    import { sql } from 'kysely';
    export const demandOversight = (work) => work.actor;
    export const answeredFor = () => sql\`true\`;`,
  'src/reporting/policy.ts': `export const scopeOf = () => ({ kind: 'all' });`,
  // Nor is anything left out between what a page knows and what it shows: all that a template is given is told.
  'src/web/renderer.ts': `
    const words = new Set(['t', 'ui', 'w']);
    const told = (data) => JSON.stringify(data, (key, value) => (words.has(key) ? undefined : value));
    export const createRenderer = () => ({ render: (template, data) => Promise.resolve(told(data)) });`,
  'src/reference/policy.ts': `export const demandMayChangeReference = () => undefined;`,
};

function loadCopies(): { deregister(): void } {
  return registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const isOurs = found.url.startsWith(root) && !found.url.includes('/node_modules/');
      const fromCopy = context.parentURL?.includes('?policy=') === true;
      return isOurs && fromCopy && !found.url.includes('?') ? { ...found, url: found.url + copied } : found;
    },
    load(url, context, next) {
      const source = url.startsWith(root) && url.endsWith(copied) ? yes[url.slice(root.length, -copied.length)] : null;
      return typeof source === 'string' ? { format: 'module', source, shortCircuit: true } : next(url, context);
    },
  });
}

/** The copy, over the database of a world. */
export async function programWithoutPolicy(world: World): Promise<Program & { close(): Promise<void> }> {
  const hooks = loadCopies();
  const copy = <M>(path: string) => import(`${root}src/${path}${copied}`) as Promise<M>;
  const { compose, entities } = await copy<typeof App>('app.ts');
  const { openDatabase } = await copy<typeof Databases>('platform/database.ts');
  const { openInstallationVault } = await copy<typeof Vaults>('platform/installation-vault.ts');
  const { localKeyProvider } = await copy<typeof Providers>('platform/vault.ts');
  const { config, clock, log } = world;
  // Few connections: each plans every statement for itself, which walks over thousands of them would pay for.
  const database = await openDatabase(world.database.url, entities, 2);
  const vault = await openInstallationVault(database, localKeyProvider(testKeyRing), clock);
  const application = compose({ config, clock, log, database, vault });
  const modules: ProgramModules = {
    api: await copy('api/index.ts'),
    web: await copy('web/index.ts'),
    escalation: await copy('escalation/index.ts'),
    files: await copy('platform/files.ts'),
    intake: await copy('intake/index.ts'),
    notifications: await copy('notifications/index.ts'),
  };
  return {
    application,
    dataDir: world.dataDir,
    modules,
    async close() {
      hooks.deregister();
      await application.close();
    },
  };
}
