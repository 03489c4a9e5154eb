import { accountPage } from './account/account.ts';
import { attachPage } from './case-actions/attach.ts';
import { appealPage } from './appeal/appeal.ts';
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
import { attachmentPage } from './case/attachment-page.ts';
import { casePage } from './case/case-page.ts';
import { letterPage } from './case/letter-page.ts';
import { counterPage, counterWorkerPage } from './counter/counter.ts';
import { counterFilePage } from './counter/send-file.ts';
import { counterSendPage } from './counter/send.ts';
import { disputeActPages } from './dispute-acts/index.ts';
import { notesPage } from './dispute-apart/notes.ts';
import { offersPage } from './dispute-apart/offers.ts';
import { disputeListPage } from './dispute-list/dispute-list.ts';
import { disputePage, disputePaperPage, sessionFilePage } from './dispute/dispute-page.ts';
import { emergencyPage } from './emergency/emergency.ts';
import { dashboardPage } from './dashboard/dashboard.ts';
import { figuresPage } from './dashboard/figures.ts';
import { holdsPage } from './holds/holds.ts';
import { identityPage } from './identity/identity.ts';
import { hearingsPage } from './hearings/hearings.ts';
import { intakePage } from './intake/intake.ts';
import { invitationPage } from './invitation/invitation.ts';
import { ledgerPage } from './ledger/ledger.ts';
import { outboxPage } from './outbox/outbox.ts';
import { invitePage } from './people/invite.ts';
import { neutralPage } from './neutrals/entry.ts';
import { neutralsPage } from './neutrals/neutrals.ts';
import { panelActPages } from './panel/acts.ts';
import { panelPage } from './panel/panel-page.ts';
import { peoplePage } from './people/people.ts';
import { personPage } from './people/person.ts';
import { registerPage } from './register/register.ts';
import { regulatorDeskPage } from './regulator/desk.ts';
import { filingPage } from './regulator/filing.ts';
import { regulatorPage } from './regulator/inbox.ts';
import { operatorFileDownload, operatorFilePage } from './regulator/operator-file.ts';
import { settingsPage } from './settings/settings.ts';
import { signInPage } from './sign-in/sign-in.ts';
import { singleSignOnPage, singleSignOnReturnPage } from './single-sign-on/single-sign-on.ts';
import { signOutPage } from './sign-out/sign-out.ts';
import { toTellPage } from './to-tell/to-tell.ts';
import { breachPage } from './breaches/breach.ts';
import { breachesPage } from './breaches/breaches.ts';
import { lookPage } from './second-look/look.ts';
import { secondLookPage } from './second-look/second-look.ts';
import { casesInHandPage } from './workload/cases-in-hand.ts';
import { workloadPage } from './workload/workload.ts';
import { verificationPage } from './verification/verification.ts';
import { calendarPage } from './calendar/calendar.ts';
import { importPage } from './imports/import.ts';
import { importsPage } from './imports/imports.ts';
import { newOfficePage } from './offices/new-office.ts';
import { officePage } from './offices/office.ts';
import { officesPage } from './offices/offices.ts';
import { rulePage } from './rule/rule.ts';
import { samplingPage } from './sampling/sampling.ts';
import { webhooksPage } from './webhooks/webhooks.ts';
import { watchedPage } from './watched/watched.ts';
import { workListPage } from './work-list/work-list.ts';

/** Every page of the staff side. */
export const staffPages = [
  signInPage,
  singleSignOnPage,
  singleSignOnReturnPage,
  signOutPage,
  invitationPage,
  accountPage,
  workListPage,
  casePage,
  letterPage,
  attachmentPage,
  intakePage,
  counterPage,
  counterSendPage,
  counterFilePage,
  counterWorkerPage,
  dashboardPage,
  figuresPage,
  acknowledgePage,
  assignPage,
  notePage,
  attachPage,
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
  appealPage,
  disputeListPage,
  hearingsPage,
  neutralsPage,
  neutralPage,
  disputePage,
  sessionFilePage,
  disputePaperPage,
  ...disputeActPages,
  panelPage,
  ...panelActPages,
  notesPage,
  offersPage,
  toTellPage,
  regulatorPage,
  regulatorDeskPage,
  filingPage,
  operatorFilePage,
  operatorFileDownload,
  watchedPage,
  workloadPage,
  casesInHandPage,
  breachesPage,
  breachPage,
  secondLookPage,
  lookPage,
  emergencyPage,
  identityPage,
  holdsPage,
  registerPage,
  outboxPage,
  peoplePage,
  invitePage,
  personPage,
  settingsPage,
  webhooksPage,
  verificationPage,
  rulePage,
  calendarPage,
  importsPage,
  importPage,
  officesPage,
  newOfficePage,
  officePage,
  samplingPage,
  ledgerPage,
];
