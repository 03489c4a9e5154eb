import { z } from 'zod';

import { publishedTrust } from '../../access/index.ts';
import { issueReceipt, parseReference } from '../../cases/index.ts';
import { systemActor } from '../../kernel/actor.ts';
import { formatInstant } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import { instant, receipt, reference, track } from '../shapes.ts';

const signedReceipt = z
  .object({
    kind: z.literal('samleng.filing-receipt'),
    version: z.literal(1),
    reference: z.string(),
    track,
    filedAt: instant,
    content: z.object({
      algorithm: z.literal('sha256'),
      salt: z.string().describe('Base64'),
      hash: z.string().describe('Hex: SHA-256 over the salt and the canonical JSON of narrative and remedySought'),
    }),
    ledger: z.object({ entry: z.int(), hash: z.string() }).nullable().describe('Entry of the filing in the ledger'),
    seal: z.object({ number: z.int(), hash: z.string() }).nullable().describe('Last seal over the ledger'),
    issuedAt: instant,
    keyId: z.string(),
    signature: z
      .string()
      .describe('Base64, Ed25519 over the canonical JSON of everything else (keys in order, no spaces)'),
  })
  .meta({
    id: 'FilingReceipt',
    description: 'Proof of filing date and content, to be verified with the published keys',
  });

const published = z
  .object({
    keys: z.array(
      z.object({ id: z.string(), algorithm: z.literal('Ed25519'), publicKey: z.string().describe('Base64') }),
    ),
    lastSeal: z
      .object({
        number: z.int(),
        sealedAt: instant,
        chains: z.int(),
        entries: z.int(),
        root: z.string(),
        previousHash: z.string().nullable(),
        hash: z.string(),
        keyId: z.string(),
        signature: z.string(),
      })
      .nullable()
      .describe('To be noted down by others: it fixes the ledger up to its hour'),
  })
  .meta({ id: 'PublishedKeys' });

/** What others verify receipts and seals with, and the receipt itself. */
export const proofOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/keys',
    id: 'listKeys',
    tag: 'Reference',
    summary: 'Public keys of this installation and the last seal over its ledger',
    permission: 'public',
    limit: 'search',
    audit: { none: 'published data' },
    response: { 200: published },
    async handler({ services }) {
      const { keys, lastSeal } = await services.perform(systemActor('keys'), publishedTrust, undefined);
      return {
        status: 200,
        body: {
          keys: keys.map((each) => ({ ...each })),
          lastSeal: lastSeal && { ...lastSeal, sealedAt: formatInstant(lastSeal.sealedAt) },
        },
      };
    },
  }),
  operation({
    method: 'POST',
    path: '/complaints/{reference}/receipt',
    id: 'issueReceipt',
    tag: 'Complaints',
    summary: 'A signed receipt that proves when and with what content the complaint was filed',
    permission: 'receipt',
    limit: 'lookup',
    audit: 'receipt.issued',
    request: {
      params: z.object({ reference: reference.transform((typed) => parseReference(typed) ?? typed) }),
      body: z.strictObject({ receipt }),
    },
    response: { 200: signedReceipt },
    refusals: { 409: 'The content was erased: rule.content_erased' },
    async handler({ actor, services }) {
      return { status: 200, body: await services.perform(actor, issueReceipt, { reference: null }) };
    },
  }),
];
