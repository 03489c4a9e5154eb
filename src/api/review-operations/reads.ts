import { z } from 'zod';

import { phnomPenhDay } from '../../reference/index.ts';
import {
  panelActions,
  panelStages,
  panelsWaiting,
  panelView,
  suggestForPanel,
  type PanelView,
} from '../../review/index.ts';
import { formatInstant, formatInstantOrNull } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import { instant } from '../shapes.ts';
import { canonical, caseParams, named, namesIn, unreadable } from '../staff-operations/shapes.ts';

const member = z
  .object({
    seat: z.string().describe('Id of the seat'),
    person: z.string(),
    name: z.string().nullable(),
    chair: z.boolean(),
    declaration: z.enum(['none', 'clear', 'conflict']),
    declaredAt: instant.nullable(),
    voted: z.boolean(),
    sits: z.boolean().describe('False: left the panel; what they declared stays on record'),
    endReason: z.enum(['conflict_declared', 'replaced']).nullable(),
    endedAt: instant.nullable(),
    replaces: z.string().nullable().describe('Seat whose place this one took'),
    isEmpty: z.boolean().describe('Left, and nobody has taken it yet'),
  })
  .meta({ id: 'PanelMember' });

const vote = z
  .object({
    seat: z.string(),
    outcome: named,
    at: instant,
    superseded: z.boolean().describe('An earlier word of the member, which counts no more'),
    reasons: z.string().nullable(),
    dissent: z.string().nullable().describe('To stand on record if the majority decided otherwise'),
    unreadable,
  })
  .meta({ id: 'PanelVote' });

const view = z
  .object({
    reference: z.string(),
    tier: z.string(),
    needed: z.boolean().describe('Whether a panel decides where the case stands'),
    panel: z
      .object({
        id: z.string(),
        stage: z.enum(panelStages),
        version: z.number().int(),
        appointedAt: instant,
        signedAt: instant.nullable(),
        endedAt: instant.nullable(),
        outcome: named.nullable(),
        members: z.array(member),
        votes: z
          .array(vote)
          .nullable()
          .describe('Null for whoever does not see votes: a member sees them once it has voted itself'),
        majority: named.nullable().describe('The outcome for which two voted, for whoever sees votes'),
      })
      .nullable(),
    waitsForYou: z
      .enum(['declare', 'vote', 'talk', 'sign'])
      .nullable()
      .describe('talk: all have voted and no outcome has two votes'),
    matter: z
      .object({
        complainant: z.string().nullable(),
        about: z.array(z.object({ name: z.string().nullable(), office: z.string().nullable() })),
      })
      .nullable()
      .describe('Whom the case names, for a member who is to declare'),
    permittedActions: z.array(z.enum(panelActions)),
  })
  .meta({ id: 'ReviewPanel' });

type Names = ReturnType<typeof namesIn>;

function presentView(of: PanelView, names: Names): z.input<typeof view> {
  const { panel } = of;
  return {
    reference: of.reference,
    tier: of.tier,
    needed: of.needed,
    panel: panel && {
      id: panel.id,
      stage: panel.stage,
      version: panel.version,
      appointedAt: formatInstant(panel.appointedAt),
      signedAt: formatInstantOrNull(panel.signedAt),
      endedAt: formatInstantOrNull(panel.endedAt),
      outcome: panel.outcome === null ? null : names.outcome(of.tier, panel.outcome),
      members: panel.members.map(
        ({ seat, person, name, chair, declaration, voted, sits, endReason, replaces, ...at }) => ({
          ...{ seat, person, name, chair, declaration, voted, sits, endReason, replaces },
          isEmpty: at.isEmpty,
          declaredAt: formatInstantOrNull(at.declaredAt),
          endedAt: formatInstantOrNull(at.endedAt),
        }),
      ),
      votes:
        panel.votes?.map(({ seat, outcome, at, superseded, text }) => ({
          seat,
          outcome: names.outcome(of.tier, outcome),
          at: formatInstant(at),
          superseded,
          reasons: text.state === 'readable' ? text.value.reasons : null,
          dissent: text.state === 'readable' ? text.value.dissent : null,
          unreadable: text.state === 'readable' ? null : text.state,
        })) ?? null,
      majority: panel.majority === null ? null : names.outcome(of.tier, panel.majority),
    },
    waitsForYou: of.yours,
    matter: of.matter && { complainant: of.matter.complainant, about: [...of.matter.about] },
    permittedActions: [...of.permittedActions],
  };
}

export const panelReads: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/panels',
    id: 'listWaitingPanels',
    tag: 'Review panels',
    summary: 'What panels wait for from you',
    permission: { action: 'panel.sit' },
    audit: { none: 'References and dates alone' },
    response: {
      200: z.object({
        items: z.array(
          z.object({
            reference: z.string(),
            waits: z
              .enum(['declare', 'vote', 'talk', 'sign', 'appoint', 'replace'])
              .describe('appoint, replace: of whoever appoints; the others of a member'),
            since: instant.describe('When the panel was appointed, or the case came'),
            dueAt: instant.nullable(),
          }),
        ),
      }),
    },
    async handler({ actor, services }) {
      const found = await services.perform(actor, (work) => panelsWaiting(work), undefined);
      return {
        status: 200,
        body: {
          items: found.map(({ reference, waits, since, dueAt }) => ({
            reference,
            waits,
            since: formatInstant(since),
            dueAt: formatInstantOrNull(dueAt),
          })),
        },
      };
    },
  }),
  operation({
    method: 'GET',
    path: '/cases/{reference}/panel',
    id: 'readPanel',
    tag: 'Review panels',
    summary: 'The review panel of a case',
    description:
      'Who sits is for everybody who sees the case; how they voted for members who have voted and, once it is signed, for auditors.',
    permission: { action: 'case.read' },
    audit: 'panel.votes_read',
    request: { params: caseParams },
    response: { 200: view },
    refusals: { 404: 'No such case, or none that you may know of' },
    async handler({ actor, params, services, language, now }) {
      const found = await services.perform(actor, panelView, canonical(params.reference));
      const names = namesIn(await services.book(), phnomPenhDay(now), language);
      return { status: 200, body: presentView(found, names) };
    },
  }),
  operation({
    method: 'GET',
    path: '/cases/{reference}/panel/suggestions',
    id: 'suggestPanel',
    tag: 'Review panels',
    summary: 'Who may be appointed to the panel, best first',
    permission: { action: 'panel.manage' },
    audit: { none: 'Nothing of the matter is read' },
    request: { params: caseParams },
    response: {
      200: z.object({
        items: z.array(
          z
            .object({
              person: z.string(),
              name: z.string(),
              competent: z.boolean(),
              load: z.number().int().describe('Panels and disputes that they sit in now'),
            })
            .meta({ id: 'PanelSuggestion' }),
        ),
      }),
    },
    refusals: { 404: 'No such case, or none that you may know of', 409: 'No panel decides where the case stands' },
    async handler({ actor, params, services }) {
      const found = await services.perform(actor, suggestForPanel, { reference: canonical(params.reference) });
      return { status: 200, body: { items: found.map(({ personId, ...of }) => ({ person: personId, ...of })) } };
    },
  }),
];
