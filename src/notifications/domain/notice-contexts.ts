import type { ComplainantEvent, StaffEvent } from './recipients.ts';

/** What every message to a complainant may say, ready to print in the language of the message. */
interface Told {
  readonly reference: string;
  readonly programme: string;
  /** Office that holds the case. */
  readonly office: string;
  /** Page where the complainant looks, with reference and receipt. */
  readonly trackUrl: string;
}

interface Answered extends Told {
  /** Day by which an answer is due; null when no such deadline runs. */
  readonly answerBy: string | null;
}

/** For whoever reviews sensitive access: nothing of the case but its reference. */
interface ToldReviewer {
  readonly reference: string;
  /** Office of the person who took the access. */
  readonly office: string;
  readonly until: string;
  /** Null when no deadline is known. */
  readonly reviewBy: string | null;
  readonly staffUrl: string;
}

interface ToldStaff {
  readonly reference: string;
  readonly programme: string;
  readonly category: string;
  readonly office: string;
  readonly staffUrl: string;
}

/** What each template is given: all of it, always; null where there is nothing to say. Never the receipt, never a narrative. */
export interface NoticeContexts {
  readonly 'case.filed': Answered;
  readonly 'case.acknowledged': Answered;
  readonly 'information.requested': Told & { readonly replyBy: string | null };
  readonly 'case.transferred': Answered;
  /** `level`: the rung it came to, in a word or two. */
  readonly 'case.escalated': Answered & { readonly level: string };
  readonly 'clock.breached': Told & { readonly movesUpOn: string | null };
  readonly 'regulator.right_opened': Told & { readonly lastDay: string };
  readonly 'regulator.filed_too_early': Answered;
  /** `byPanel`: three decided, nobody alone. */
  readonly 'case.decided': Told & { readonly appealBy: string | null; readonly byPanel: boolean };
  readonly 'remedy.fulfilled': Told;
  readonly 'remedy.asked_again': Told & { readonly lapsesOn: string | null };
  readonly 'remedy.lapsed': Told;
  readonly 'case.closed': Told & { readonly reopenBy: string | null };
  readonly 'case.reopened': Answered;
  readonly 'case.withdrawn': Told;
  readonly 'appeal.filed': Told & { readonly appealReference: string };
  readonly discreet: { readonly site: string; readonly siteUrl: string };
  readonly 'staff.clock.warned': ToldStaff & {
    readonly clock: string;
    readonly dueAt: string;
    readonly percent: string;
  };
  readonly 'staff.clock.breached': ToldStaff & {
    readonly clock: string;
    readonly dueAt: string;
    readonly movesUpOn: string | null;
  };
  readonly 'staff.case.escalated': ToldStaff & {
    readonly fromOffice: string;
    readonly how: string;
    readonly answerBy: string | null;
  };
  readonly 'staff.case.assigned': ToldStaff & { readonly answerBy: string | null };
  readonly 'staff.case.watched': ToldStaff & { readonly reason: string };
  readonly 'staff.regulator.filed_too_early': ToldStaff & { readonly answerBy: string | null };
  readonly 'staff.dispute.no_longer_fits': ToldStaff & { readonly limit: string };
  /** `task`: what the panel waits for, as a sentence. */
  readonly 'staff.panel.awaited': ToldStaff & { readonly task: string; readonly answerBy: string | null };
  readonly 'staff.break_glass.opened': ToldReviewer;
  readonly 'staff.identity.requested': ToldReviewer;
  readonly 'staff.discreet': { readonly reference: string; readonly staffUrl: string };
}

export type TemplateName = keyof NoticeContexts;
export type TemplateChannel = 'sms' | 'email';

/** The channels of each template: complainants by SMS or e-mail, staff by e-mail. */
export const templateChannels: Readonly<Record<TemplateName, readonly TemplateChannel[]>> = {
  'case.filed': ['sms', 'email'],
  'case.acknowledged': ['sms', 'email'],
  'information.requested': ['sms', 'email'],
  'case.transferred': ['sms', 'email'],
  'case.escalated': ['sms', 'email'],
  'clock.breached': ['sms', 'email'],
  'regulator.right_opened': ['sms', 'email'],
  'regulator.filed_too_early': ['sms', 'email'],
  'case.decided': ['sms', 'email'],
  'remedy.fulfilled': ['sms', 'email'],
  'remedy.asked_again': ['sms', 'email'],
  'remedy.lapsed': ['sms', 'email'],
  'case.closed': ['sms', 'email'],
  'case.reopened': ['sms', 'email'],
  'case.withdrawn': ['sms', 'email'],
  'appeal.filed': ['sms', 'email'],
  discreet: ['sms', 'email'],
  'staff.clock.warned': ['email'],
  'staff.clock.breached': ['email'],
  'staff.case.escalated': ['email'],
  'staff.case.assigned': ['email'],
  'staff.case.watched': ['email'],
  'staff.regulator.filed_too_early': ['email'],
  'staff.dispute.no_longer_fits': ['email'],
  'staff.panel.awaited': ['email'],
  'staff.break_glass.opened': ['email'],
  'staff.identity.requested': ['email'],
  'staff.discreet': ['email'],
};

export const templateNames = Object.keys(templateChannels) as readonly TemplateName[];

/** The template for a complainant's event. */
export function complainantTemplate(event: ComplainantEvent, discreet: boolean): TemplateName {
  return discreet ? 'discreet' : event;
}

/** The template for a staff event. */
export function staffTemplate(event: StaffEvent, discreet: boolean): TemplateName {
  // These say nothing of the case: a reviewer is told what it is about even where others are told only that there is news.
  if (event === 'break_glass.opened' || event === 'identity.requested') return `staff.${event}`;
  return discreet ? 'staff.discreet' : `staff.${event}`;
}
