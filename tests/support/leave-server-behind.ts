import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';

/** Run by a test as a program of its own: starts a server, says so and dies without stopping it. */
const server = await startEmbeddedPostgres(process.argv[2] ?? '', () => undefined);
process.stdout.write(`${server.pid}\n`, () => process.kill(process.pid, 'SIGKILL'));
