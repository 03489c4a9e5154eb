import { accountPage } from './account/account.ts';
import { breakGlassPage } from './case-actions/break-glass.ts';
import { decidePage } from './case-actions/decide.ts';
import {
  acknowledgePage,
  assignPage,
  closePage,
  escalatePage,
  fulfilRemedyPage,
  linkPage,
  markProtectedPage,
  notePage,
  reopenPage,
  replyPage,
  requestInformationPage,
  withdrawPage,
} from './case-actions/simple.ts';
import { transferPage } from './case-actions/transfer.ts';
import { casePage } from './case/case-page.ts';
import { intakePage } from './intake/intake.ts';
import { invitationPage } from './invitation/invitation.ts';
import { signInPage } from './sign-in/sign-in.ts';
import { signOutPage } from './sign-out/sign-out.ts';
import { workListPage } from './work-list/work-list.ts';

/** Every page of the staff side. */
export const staffPages = [
  signInPage,
  signOutPage,
  invitationPage,
  accountPage,
  workListPage,
  casePage,
  intakePage,
  acknowledgePage,
  assignPage,
  notePage,
  requestInformationPage,
  replyPage,
  transferPage,
  escalatePage,
  decidePage,
  fulfilRemedyPage,
  closePage,
  reopenPage,
  withdrawPage,
  linkPage,
  markProtectedPage,
  breakGlassPage,
];
