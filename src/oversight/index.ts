/** The front door of oversight: who has how much, why deadlines were missed, a second look at what has ended. */
export { breachCauses, lookResults, type BreachCause, type LookResult } from './domain/causes.ts';
export { casesInHand, handlersToChoose, workloadAt, type CaseInHand, type PersonLoad } from './reads/workload.ts';
export { breach, breachCounts, breaches, mostCounted, type Breach, type BreachPage } from './reads/breaches.ts';
export { reviewBreach } from './commands/review-breach.ts';
export { draws, sample, samples, type Sample } from './reads/samples.ts';
export { lookAgain } from './commands/look-again.ts';
export { drawClosuresJob } from './jobs.ts';
