import type { Colleague } from '../../../access/index.ts';
import { handling } from '../../../escalation/index.ts';
import type { StaffActor } from '../../../kernel/actor.ts';
import {
  breach,
  breachCounts,
  breaches,
  casesInHand,
  draws,
  handlersToChoose,
  lookAgain,
  reviewBreach,
  sample,
  samples,
  workloadAt,
  type Breach,
  type BreachCause,
  type BreachPage,
  type LookResult,
  type PersonLoad,
  type Sample,
} from '../../../oversight/index.ts';
import type { Perform } from '../../../platform/work.ts';
import { loadsOfOffices } from '../../../reporting/index.ts';

/** What the pages of those who watch over others' work call. */
export interface OversightUseCases {
  workload(
    actor: StaffActor,
    of: { readonly office: string; readonly weekEndsAt: Date },
  ): Promise<readonly PersonLoad[]>;
  officeLoads(actor: StaffActor): ReturnType<typeof loadsOfOffices>;
  casesInHand(
    actor: StaffActor,
    of: { readonly office: string; readonly person: string | null; readonly limit: number },
  ): ReturnType<typeof casesInHand>;
  handlersToChoose(actor: StaffActor, office: string): Promise<readonly Colleague[]>;
  breaches(
    actor: StaffActor,
    of: { readonly reviewed: boolean; readonly limit: number; readonly cursor: string | null },
  ): Promise<BreachPage>;
  breachCounts(actor: StaffActor): ReturnType<typeof breachCounts>;
  breach(actor: StaffActor, clockId: string): Promise<Breach>;
  reviewBreach(
    actor: StaffActor,
    input: { readonly clockId: string; readonly cause: BreachCause; readonly done: string },
  ): Promise<void>;
  samples(actor: StaffActor): ReturnType<typeof samples>;
  draws(actor: StaffActor): ReturnType<typeof draws>;
  sample(actor: StaffActor, id: string): Promise<Sample>;
  lookAgain(
    actor: StaffActor,
    input: { readonly id: string; readonly result: LookResult; readonly found: string },
  ): Promise<void>;
}

/** Each acts as the person signed in, in one transaction. */
export function oversightUseCases(perform: Perform): OversightUseCases {
  return {
    workload: (actor, of) => perform(actor, workloadAt, of),
    officeLoads: (actor) => perform(actor, (work) => loadsOfOffices(work), undefined),
    casesInHand: (actor, of) => perform(actor, casesInHand, of),
    handlersToChoose: (actor, office) => perform(actor, handlersToChoose, office),
    breaches: (actor, of) => perform(actor, breaches, of),
    breachCounts: (actor) => perform(actor, (work) => breachCounts(work), undefined),
    breach: (actor, clockId) => perform(actor, breach, clockId),
    reviewBreach: (actor, input) => perform(actor, reviewBreach, input),
    samples: (actor) => perform(actor, (work) => samples(work), undefined),
    draws: (actor) => perform(actor, (work) => draws(work), undefined),
    sample: (actor, id) => perform(actor, sample, id),
    lookAgain: (actor, input) => perform(actor, lookAgain(handling.reopen), input),
  };
}
