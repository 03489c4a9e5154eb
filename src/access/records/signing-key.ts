import type { Work } from '../../platform/work.ts';
import { signingKeyFrom, type PublishedKey, type SigningKey } from '../../platform/signing.ts';
import { installationKey } from './installation-key.ts';

const name = 'signing';

/** The key with which this installation signs seals and receipts; its public half is kept to be published. */
export async function signingKey(work: Work): Promise<SigningKey> {
  const key = signingKeyFrom((await installationKey(work, name)).bytes);
  const { id, publicKey } = key.published;
  const stored = await storedPublicKeys(work);
  if (!stored.some((each) => each.id === id)) {
    await work.elevated('the key belongs to the installation', () =>
      work.em.execute(
        'insert into signing_key (id, public_key, created_at) values (?, ?, ?) on conflict (id) do nothing',
        [id, Buffer.from(publicKey, 'base64'), work.now],
      ),
    );
  }
  return key;
}

/** Every public key that this installation ever signed with, oldest first. */
export async function storedPublicKeys(work: Work): Promise<PublishedKey[]> {
  const rows = await work.em.execute<{ id: string; public_key: Buffer }[]>(
    'select id, public_key from signing_key order by created_at, id',
  );
  return rows.map((row) => ({ id: row.id, algorithm: 'Ed25519', publicKey: row.public_key.toString('base64') }));
}
