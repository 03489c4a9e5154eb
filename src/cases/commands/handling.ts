import type { CasePorts } from '../ports.ts';
import { acceptDecision } from './accept-decision.ts';
import { acknowledgeCase } from './acknowledge-case.ts';
import { addNote } from './add-note.ts';
import { assignCase } from './assign-case.ts';
import { breakGlass, breakGlassRegister, breakGlassToReview, reviewBreakGlass } from './break-glass.ts';
import { closeCase } from './close-case.ts';
import { confirmRemedy } from './confirm-remedy.ts';
import { decideCase } from './decide-case.ts';
import { fulfilRemedy } from './fulfil-remedy.ts';
import { requestIdentity } from './identity-request.ts';
import { legalHolds, liftHold, placeHold } from './legal-hold.ts';
import { linkCase } from './link-case.ts';
import { markProtected } from './mark-protected.ts';
import { rateCase } from './rate-case.ts';
import { reopenCase } from './reopen-case.ts';
import { replyToCase } from './reply-to-case.ts';
import { requestInformation } from './request-information.ts';
import { withdrawCase } from './withdraw-case.ts';
import { caseView } from '../reads/case-view.ts';
import { complainantView } from '../reads/complainant-view.ts';

/**
 * The use cases of handling, joined to what stands after this area. The area that knows ladder, clocks and conflicts makes
 * this once; doors use what it made.
 */
export function makeHandling(ports: CasePorts) {
  return {
    acknowledge: acknowledgeCase,
    assign: assignCase(ports),
    note: addNote,
    requestInformation,
    reply: replyToCase,
    decide: decideCase(ports),
    /** For the review area alone, once the chair of a panel signs. */
    decideByPanel: decideCase(ports, 'panel'),
    fulfilRemedy,
    confirmRemedy,
    accept: acceptDecision,
    close: closeCase,
    reopen: reopenCase(ports),
    withdraw: withdrawCase,
    link: linkCase,
    markProtected: markProtected(ports),
    rate: rateCase,
    breakGlass,
    breakGlassToReview,
    reviewBreakGlass,
    breakGlassRegister,
    requestIdentity,
    placeHold,
    liftHold,
    legalHolds,
    view: caseView(ports),
    complainantView: complainantView(ports),
  };
}

export type Handling = ReturnType<typeof makeHandling>;
