import { z } from 'zod';

import { mandateKinds } from '../../cases/index.ts';
import { neededText } from '../../intake/index.ts';
import { addDisputeRepresentative, endMandate, showMandate } from '../../resolution/index.ts';
import type { Operation } from '../operation.ts';
import { act, as, day, id, maybe, param, phone, receivedAt, targetOf, version, withId } from './kit.ts';

/** Who speaks for a party: added, shown by what right, ended. */
export const representativeOperations: readonly Operation[] = [
  act({
    path: '/parties/{party}/representatives',
    id: 'addDisputeRepresentative',
    summary: 'Add a representative with a mandate',
    action: 'resolution.manage',
    audit: 'dispute.representative_added',
    params: withId('party'),
    body: z
      .strictObject({
        name: neededText(300, 'one', 'Name'),
        phone,
        address: maybe('Address', 1_000),
        relation: maybe('Lawyer, union, family', 200),
        validFrom: day,
        validUntil: day.nullish().describe('Last day; absent: until revoked'),
        proven: z.boolean().describe('Whether the mandate itself was shown and is kept'),
        version,
      })
      .refine((of) => of.validUntil == null || of.validUntil >= of.validFrom, { path: ['validUntil'] }),
    more: { representative: id },
    run: (sent, services, actor) => {
      const { name, phone: number, address, relation, validFrom, validUntil, proven } = sent.body;
      return as(services, actor, addDisputeRepresentative, {
        ...targetOf(sent),
        party: param(sent, 'party'),
        details: { name, phone: number, address, relation },
        validFrom,
        validUntil: validUntil ?? null,
        proven,
      });
    },
  }),
  act({
    path: '/parties/{party}/representatives/{representative}/mandate',
    id: 'showMandate',
    summary: 'Record that a representative has shown the mandate',
    description:
      'Of somebody named when the complaint was filed: the complaint is complete once the mandate was shown, or ended because they do not speak for the party.',
    action: 'resolution.manage',
    audit: 'dispute.mandate_shown',
    params: withId('party').extend({ representative: id }),
    body: z
      .strictObject({
        kind: z.enum(mandateKinds).describe('On what it rests'),
        validFrom: day,
        validUntil: day.nullish().describe('Last day; absent: until revoked'),
        receivedAt,
        version,
      })
      .refine((of) => of.validUntil == null || of.validUntil >= of.validFrom, { path: ['validUntil'] }),
    more: {},
    run: (sent, services, actor) => {
      const { kind, validFrom, validUntil, receivedAt: arrived } = sent.body;
      return as(services, actor, showMandate, {
        ...targetOf(sent),
        party: param(sent, 'party'),
        representative: param(sent, 'representative'),
        kind,
        validFrom,
        validUntil: validUntil ?? null,
        receivedAt: arrived ?? null,
      });
    },
  }),
  act({
    path: '/parties/{party}/representatives/{representative}/revoke',
    id: 'revokeMandate',
    summary: 'End a mandate, or say that somebody named at the filing does not speak for the party',
    action: 'resolution.manage',
    audit: 'dispute.mandate_revoked',
    params: withId('party').extend({ representative: id }),
    body: z.strictObject({ version }),
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, endMandate, {
        ...targetOf(sent),
        party: param(sent, 'party'),
        representative: param(sent, 'representative'),
      }),
  }),
];
