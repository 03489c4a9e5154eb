import { roles, type Role } from '../../src/kernel/actor.ts';

/**
 * Who may do what, as data. One column a role, in the order of the contract; in it one letter for each kind of case:
 *
 *   own case, case of another office, protected case of others, case of the other track
 *
 *   a  answered: done, or refused for what was sent or for the state of the case
 *   f  forbidden (403): the role may not, or not with this case, whose existence it knows
 *   n  not found (404), the same answer as for a case that does not exist
 *
 * What is about no case has one letter a role; what is about an office has two: the own one and another.
 * An operation or page without a row fails the suite.
 */
export const columns: readonly Role[] = roles;

/** What an operation is about, which decides how it is tried. */
export type Row =
  | { readonly about: 'case' | 'office' | 'nothing'; readonly expected: readonly string[] }
  /** For everybody, token or not. */
  | { readonly about: 'public' }
  /** With reference and receipt of one case; a staff token gives nothing. */
  | { readonly about: 'receipt' };

const row = (about: 'case' | 'office' | 'nothing', expected: string): Row => ({
  about,
  expected: expected.trim().split(/\s+/),
});
const everybody: Row = { about: 'public' };
const withReceipt: Row = { about: 'receipt' };
//                                       hotl coun comm dist prov oper supv ctee prot regu conc poli anal audi priv admi
const readsDispute = row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff aana ffff ffff');
const readsPapers = row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff ffnf ffff ffff');
const keeps = row('case', 'ffff ffff ffff ffff ffff annn annn annn ffff annn ffff annn ffff ffff ffff ffff');
const conducts = row('case', 'ffff ffff ffff ffff ffff annn annn annn ffff annn annn annn ffff ffff ffff ffff');
const reviews = row('case', 'ffff ffff ffff ffff ffff ffff ffff ffff ffff ffff ffff annn ffff ffff ffff ffff');
// No session and no paper is found where there is no dispute.
const fetchesPaper = row('case', 'nnnn nnnn nnnn nnnn nnnn nnnn nnnn nnnn nnnn nnnn nnnn nnnn ffff ffnf ffff ffff');
const fetchesSession = row('case', 'ffff ffff ffff ffff ffff nnnn nnnn nnnn ffff nnnn nnnn nnnn ffff ffff ffff ffff');

// prettier-ignore
export const operationMatrix: Readonly<Record<string, Row>> = {
  listProgrammes: everybody, listCategories: everybody, listOffices: everybody, listOutcomes: everybody,
  listRemedies: everybody, listPlaces: everybody, listKeys: everybody,
  reportSmsDelivery: everybody, reportMailDelivery: everybody,
  fileComplaint: everybody, lookUpComplaint: everybody, signIn: everybody,

  replyToComplaint: withReceipt, acceptDecision: withReceipt, appealDecision: withReceipt, withdrawComplaint: withReceipt,
  rateComplaint: withReceipt, confirmRemedy: withReceipt, attachToComplaint: withReceipt, fetchOwnAttachment: withReceipt,
  issueReceipt: withReceipt, fetchOwnLetter: withReceipt,

  //                             hotl coun comm dist prov oper supv ctee prot regu conc poli anal audi priv admi
  signOut:            row('nothing', 'a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a'),
  listCases:          row('nothing', 'a    a    a    a    a    a    a    a    a    a    a    a    f    a    f    f'),
  noteComplaint:      row('nothing', 'a    a    a    a    a    a    a    f    a    a    f    a    f    f    f    f'),
  listBreakGlass:     row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    a    f'),
  reviewBreakGlass:   row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    a    f'),
  readStatistics:     row('nothing', 'f    f    f    f    f    f    a    f    f    a    f    a    a    a    f    f'),
  listSensitiveAccess: row('nothing', 'f   f    f    f    f    f    f    f    f    f    f    f    f    a    f    f'),
  verifyLedger:       row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    a    f    f'),
  listHolds:          row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    a    f'),
  liftHold:           row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    a    f'),
  listWebhooks:       row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  addWebhook:         row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  removeWebhook:      row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  listOutbox:         row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  listColleagues:     row('office',  'af   af   af   af   af   af   af   af   af   af   af   af   ff   ff   aa   aa'),

  //                             hotl coun comm dist prov oper supv ctee prot regu conc poli anal audi priv admi
  readCase:           row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff aana ffff ffff'),
  readTimeline:       row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff aana ffff ffff'),
  readDeadlines:      row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff aana ffff ffff'),
  readMessages:       row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff aana ffff ffff'),
  readParties:        row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff aana ffff ffff'),
  readAttachments:    row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff aana ffff ffff'),
  readRemedies:       row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff aana ffff ffff'),
  fetchAttachment:    row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff ffnf ffff ffff'),

  //                             hotl coun comm dist prov oper supv ctee prot regu conc poli anal audi priv admi
  attachToCase:       row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff ffff ffff ffff'),
  addNote:            row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff ffff ffff ffff'),
  replyOnBehalf:      row('case', 'annn annn annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  appealForParty:     row('case', 'annn annn annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  withdrawCase:       row('case', 'annn annn annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  markProtected:      row('case', 'annn annn annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  requestInformation: row('case', 'ffff ffff annn annn annn annn annn annn annn annn annn annn ffff ffff ffff ffff'),
  acknowledgeCase:    row('case', 'ffff ffff annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  assignCase:         row('case', 'ffff ffff annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  decideCase:         row('case', 'ffff ffff annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  fulfilRemedy:       row('case', 'ffff ffff annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  closeCase:          row('case', 'ffff ffff annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  reopenCase:         row('case', 'ffff ffff annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  linkCase:           row('case', 'ffff ffff annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  escalateCase:       row('case', 'ffff ffff annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  transferCase:       row('case', 'ffff ffff annn annn annn annn annn ffff annn annn ffff annn ffff ffff ffff ffff'),
  markTestCase:       row('case', 'ffff ffff ffff ffff ffff ffff annn ffff ffff annn ffff annn ffff ffff ffff ffff'),
  fetchLetter:        row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff ffnf ffff ffff'),
  requestIdentity:    row('case', 'ffff ffff annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  // A hold keeps a case from erasure; whoever places it reads nothing of it.
  placeHold:          row('case', 'ffff ffff ffff ffff ffff ffff ffff ffff ffff ffff ffff ffff ffff ffff aaaa ffff'),
  // Emergency access is for cases that one does not see: it is announced, traced and reviewed.
  breakGlass:         row('case', 'ffff ffff aaaa aaaa aaaa aaaa aaaa aaaa aaaa aaaa ffff aaaa ffff ffff ffff ffff'),

  // Disputes. Reading is for whoever reads the case; keeping the file is the registrar's; conducting it the neutrals'.
  // Which registrar and which neutral, the use cases look at once there is a dispute: tests/resolution.
  followDispute: withReceipt, stateOwnDispute: withReceipt, giveOwnConsent: withReceipt, challengeAsParty: withReceipt,
  askOwnExtension: withReceipt, approveOwnMinutes: withReceipt, signAsParty: withReceipt, withdrawOwnDispute: withReceipt,
  answerOwnObligation: withReceipt, sendOwnSigningCode: withReceipt, makeOwnOffer: withReceipt,
  ownSessionCalendar: withReceipt, giveOwnNadrConsent: withReceipt, listOwnPapers: withReceipt, fetchOwnPaper: withReceipt,
  viewDispute: readsDispute, bundleDispute: readsDispute, checkPaper: everybody,
  listDisputePapers: readsPapers, fetchDisputePaper: readsPapers,
  answerOwnInvitation: withReceipt, opposeOwnAward: withReceipt,
  openDispute: keeps, stateDispute: keeps, requestMoreForDispute: keeps, screenDispute: keeps, admitDispute: keeps,
  refuseDispute: keeps, referCrime: keeps, addDisputeParty: keeps, changeDisputeParty: keeps,
  addDisputeRepresentative: keeps, showMandate: keeps, revokeMandate: keeps, recordConsent: keeps, suggestNeutrals: keeps,
  appointNeutral: keeps, replaceNeutral: keeps, challengeNeutral: keeps, decideChallenge: keeps, issueDispute: keeps,
  withdrawDispute: keeps, reportObligation: keeps, answerObligation: keeps, referForEnforcement: keeps,
  referToCourt: keeps, referToNadr: keeps, consentToNadr: keeps, excuseLateFiling: keeps, opposeAward: keeps, sealDispute: keeps,
  declareConflict: conducts, scheduleSession: conducts, recordService: conducts, holdSession: conducts,
  adjournSession: conducts, cancelSession: conducts, writeMinutes: conducts, approveMinutes: conducts,
  sessionCalendar: conducts, keepNotes: conducts, noteOffer: conducts, listOffers: conducts, askExtension: conducts,
  reportOutcome: conducts, sendSigningCode: conducts, signWithCode: conducts, attestSignature: conducts,
  signAsNeutral: conducts,

  // The review panel: appointing and sitting are for reviewers of the policy level; who of them sits, the use cases look at.
  readPanel: readsDispute, suggestPanel: reviews, appointPanel: reviews, replacePanelMember: reviews,
  declareForPanel: reviews, voteInPanel: reviews, signForPanel: reviews,

  //                             hotl coun comm dist prov oper supv ctee prot regu conc poli anal audi priv admi
  listWaitingPanels:  row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    a    f    f    f    f'),
  listDisputes:       row('nothing', 'f    f    f    f    f    a    a    a    f    a    a    a    f    f    f    f'),
  listNeutrals:       row('nothing', 'f    f    f    f    f    a    a    a    f    a    a    a    f    f    f    f'),
  keepNeutral:        row('nothing', 'f    f    f    f    f    a    a    a    f    a    f    a    f    f    f    f'),
  setNotesPassphrase: row('nothing', 'f    f    f    f    f    a    a    a    f    a    a    a    f    f    f    f'),
  readNotes:          row('nothing', 'f    f    f    f    f    a    a    a    f    a    a    a    f    f    f    f'),
};

/** The same for staff pages, by path: opening one, and sending its form where it has one. */
// prettier-ignore
export const pageMatrix: Readonly<Record<string, Row>> = {
  '/staff/sign-in': everybody, '/staff/sign-in/sso': everybody, '/staff/sign-in/return': everybody,
  '/staff/invitation/:token': everybody,

  //                                        hotl coun comm dist prov oper supv ctee prot regu conc poli anal audi priv admi
  '/staff/sign-out':             row('nothing', 'a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a'),
  '/staff/account':              row('nothing', 'a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a'),
  '/staff':                      row('nothing', 'a    a    a    a    a    a    a    a    a    a    a    a    a    a    a    a'),
  '/staff/intake':               row('nothing', 'a    a    a    a    a    a    a    f    a    a    f    a    f    f    f    f'),
  '/staff/counter': everybody, '/counter-worker.js': everybody,
  '/staff/counter/send':         row('nothing', 'a    a    a    a    a    a    a    f    a    a    f    a    f    f    f    f'),
  '/staff/counter/send-file':    row('nothing', 'a    a    a    a    a    a    a    f    a    a    f    a    f    f    f    f'),
  '/staff/to-tell':              row('nothing', 'f    f    a    a    a    a    a    a    a    a    f    a    f    f    f    f'),
  '/staff/regulator':             row('nothing', 'f    f    f    f    f    f    f    f    f    a    a    f    f    f    f    f'),
  '/staff/regulator/desk':        row('nothing', 'f    f    f    f    f    f    f    f    f    a    f    f    f    f    f    f'),
  '/staff/regulator/:reference':  row('case', 'ffff ffff ffff ffff ffff ffff ffff ffff ffff annn annn ffff ffff ffff ffff ffff'),
  // The case of the tests came from no operator: there is no file of one.
  '/staff/regulator/:reference/file': row('case', 'ffff ffff ffff ffff ffff ffff ffff ffff ffff nnnn nnnn ffff ffff ffff ffff ffff'),
  '/staff/regulator/:reference/file/download': row('case', 'ffff ffff ffff ffff ffff ffff ffff ffff ffff nnnn nnnn ffff ffff ffff ffff ffff'),
  '/staff/watched':              row('nothing', 'f    f    f    f    f    f    a    f    f    a    f    a    f    a    f    f'),
  '/staff/workload':             row('nothing', 'f    f    f    f    f    f    a    f    f    a    f    a    f    f    f    f'),
  '/staff/workload/cases':       row('nothing', 'f    f    f    f    f    f    a    f    f    a    f    a    f    f    f    f'),
  '/staff/breaches':             row('nothing', 'f    f    f    f    f    f    a    f    f    a    f    a    f    f    f    f'),
  '/staff/breaches/:clock':      row('nothing', 'f    f    f    f    f    f    a    f    f    a    f    a    f    f    f    f'),
  '/staff/second-look':          row('nothing', 'f    f    f    f    f    f    a    f    f    a    f    a    f    f    f    f'),
  '/staff/second-look/:sample':  row('nothing', 'f    f    f    f    f    f    a    f    f    a    f    a    f    f    f    f'),
  '/staff/emergency-access':     row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    a    f'),
  '/staff/webhooks':           row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/holds':              row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    a    f'),
  '/staff/sensitive-access':   row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    a    f    f'),
  '/staff/ledger/verification': row('nothing', 'f   f    f    f    f    f    f    f    f    f    f    f    f    a    f    f'),
  '/staff/dashboard':            row('nothing', 'f    f    f    f    f    f    a    f    f    a    f    a    a    a    f    f'),
  '/staff/dashboard/figures.csv': row('nothing', 'f    f    f    f    f    f    a    f    f    a    f    a    a    a    f    f'),
  '/staff/outbox':               row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/people':               row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    a    a'),
  '/staff/people/invite':        row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/people/:person':       row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/settings':             row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/settings/rules/:rule': row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/settings/calendar':    row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/settings/imports':     row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/settings/imports/:import':row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/settings/offices':     row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/settings/offices/:office':row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/settings/offices/new':row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/settings/sampling':row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    f    f    a'),
  '/staff/ledger':               row('nothing', 'f    f    f    f    f    f    f    f    f    f    f    f    f    a    f    f'),

  //                                        hotl coun comm dist prov oper supv ctee prot regu conc poli anal audi priv admi
  '/staff/cases/:reference':                     row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff aana ffff ffff'),
  '/staff/cases/:reference/letters/:kind':        row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/attachments/:attachment': row('case', 'nnnn nnnn nnnn nnnn nnnn nnnn nnnn nnnn nnnn nnnn nnnn nnnn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/attach':              row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/acknowledge':         row('case', 'fnnn fnnn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/assign':              row('case', 'fnnn fnnn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/note':                row('case', 'annn annn annn annn annn annn annn annn annn annn annn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/request-information': row('case', 'fnnn fnnn annn annn annn annn annn annn annn annn annn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/reply':               row('case', 'annn annn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/transfer':            row('case', 'fnnn fnnn annn annn annn annn annn fnnn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/escalate':            row('case', 'fnnn fnnn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/decide':              row('case', 'fnnn fnnn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/fulfil-remedy':       row('case', 'fnnn fnnn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/close':               row('case', 'fnnn fnnn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/reopen':              row('case', 'fnnn fnnn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/withdraw':            row('case', 'annn annn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/link':                row('case', 'fnnn fnnn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/mark-protected':      row('case', 'annn annn annn annn annn annn annn annn annn annn fnnn annn ffff ffnf ffff ffff'),
  '/staff/cases/:reference/identity':            row('case', 'ffff ffff annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  '/staff/cases/:reference/break-glass':         row('case', 'ffff ffff aaaa aaaa aaaa aaaa aaaa aaaa aaaa aaaa ffff aaaa ffff ffff ffff ffff'),

  // Disputes: who keeps the file, who conducts it. What one of them may do in this one, the use cases look at: tests/web/disputes.
  '/staff/cases/:reference/dispute': readsDispute,
  '/staff/cases/:reference/dispute/papers/:paper': fetchesPaper,
  '/staff/cases/:reference/dispute/sessions/:session.ics': fetchesSession,
  '/staff/cases/:reference/dispute/open': keeps,
  '/staff/cases/:reference/dispute/screen': keeps,
  '/staff/cases/:reference/dispute/state': keeps,
  '/staff/cases/:reference/dispute/request-more': keeps,
  '/staff/cases/:reference/dispute/admit': keeps,
  '/staff/cases/:reference/dispute/excuse-late': keeps,
  '/staff/cases/:reference/dispute/consent-nadr': keeps,
  '/staff/cases/:reference/dispute/refuse': keeps,
  '/staff/cases/:reference/dispute/refer-crime': keeps,
  '/staff/cases/:reference/dispute/add-party': keeps,
  '/staff/cases/:reference/dispute/change-party': keeps,
  '/staff/cases/:reference/dispute/add-representative': keeps,
  '/staff/cases/:reference/dispute/revoke-mandate': keeps, '/staff/cases/:reference/dispute/show-mandate': keeps,
  '/staff/cases/:reference/dispute/consent': keeps,
  '/staff/cases/:reference/dispute/appoint': keeps,
  '/staff/cases/:reference/dispute/challenge': keeps,
  '/staff/cases/:reference/dispute/decide-challenge': keeps,
  '/staff/cases/:reference/dispute/replace': keeps,
  '/staff/cases/:reference/dispute/issue': keeps,
  '/staff/cases/:reference/dispute/withdraw': keeps,
  '/staff/cases/:reference/dispute/report-obligation': keeps,
  '/staff/cases/:reference/dispute/answer-obligation': keeps,
  '/staff/cases/:reference/dispute/enforcement': keeps,
  '/staff/cases/:reference/dispute/court': keeps,
  '/staff/cases/:reference/dispute/nadr': keeps,
  '/staff/cases/:reference/dispute/oppose': keeps,
  '/staff/cases/:reference/dispute/seal': keeps,
  '/staff/cases/:reference/dispute/declare': conducts,
  '/staff/cases/:reference/dispute/schedule': conducts,
  '/staff/cases/:reference/dispute/adjourn': conducts,
  '/staff/cases/:reference/dispute/serve': conducts,
  '/staff/cases/:reference/dispute/hold': conducts,
  '/staff/cases/:reference/dispute/cancel-session': conducts,
  '/staff/cases/:reference/dispute/minutes': conducts,
  '/staff/cases/:reference/dispute/approve-minutes': conducts,
  '/staff/cases/:reference/dispute/extend': conducts,
  '/staff/cases/:reference/dispute/outcome': conducts,
  '/staff/cases/:reference/dispute/send-code': conducts,
  '/staff/cases/:reference/dispute/sign-code': conducts,
  '/staff/cases/:reference/dispute/sign-paper': conducts,
  '/staff/cases/:reference/dispute/sign-own': conducts,
  '/staff/cases/:reference/dispute/notes': conducts,
  '/staff/cases/:reference/dispute/offers': conducts,
  '/staff/cases/:reference/panel': readsDispute,
  '/staff/cases/:reference/panel/appoint': reviews, '/staff/cases/:reference/panel/replace': reviews,
  '/staff/cases/:reference/panel/declare': reviews, '/staff/cases/:reference/panel/vote': reviews,
  '/staff/cases/:reference/panel/sign': reviews,
  //                                        hotl coun comm dist prov oper supv ctee prot regu conc poli anal audi priv admi
  '/staff/cases/:reference/appeal':              row('case', 'annn annn annn annn annn annn annn annn annn annn ffff annn ffff ffff ffff ffff'),
  '/staff/disputes':             row('nothing', 'f    f    f    f    f    a    a    a    f    a    a    a    f    f    f    f'),
  '/staff/neutrals':             row('nothing', 'f    f    f    f    f    a    a    a    f    a    a    a    f    f    f    f'),
  '/staff/neutrals/:person':     row('nothing', 'f    f    f    f    f    a    a    a    f    a    f    a    f    f    f    f'),
  '/staff/hearings':             row('nothing', 'f    f    f    f    f    a    a    a    f    a    a    a    f    f    f    f'),
};
