import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import type { Express } from 'express';

/** An application on a port of its own. */
export async function servedAt(app: Express): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
