/** The front door of routing: who takes a case, who may never. */
export {
  appealBody,
  isBelowRegulator,
  nextHolder,
  routeNewCase,
  transferFault,
  type HeldCaseQuestion,
  type Holder,
  type NewCaseQuestion,
  type Route,
  type Skipped,
} from './jurisdiction.ts';
export { accusedOffices, barredPeople } from './reads/barred-people.ts';
export { isSameName } from './same-name.ts';
