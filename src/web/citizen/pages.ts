import { checkPaper } from './check-paper/check-paper.ts';
import { ownDisputePage } from './dispute/dispute.ts';
import { home } from './home/home.ts';
import { leave } from './leave/leave.ts';
import { newComplaint } from './new-complaint/new-complaint.ts';
import { receiptPage } from './receipt/receipt.ts';
import { rights } from './help-rights/rights.ts';
import { stepsHelp } from './help-steps/steps.ts';
import { track } from './track/track.ts';

/** Every page of the citizen side. */
export const citizenPages = [
  ownDisputePage,
  home,
  newComplaint,
  track,
  receiptPage,
  checkPaper,
  rights,
  stepsHelp,
  leave,
];
