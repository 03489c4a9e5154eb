import type { Track } from '../../kernel/actor.ts';
import type { Fact } from '../../kernel/fact.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { contactOf } from '../../cases/index.ts';
import { isDiscreet, type CaseSubject } from '../domain/case-subject.ts';
import { routeToComplainant, type Route } from '../domain/channel.ts';
import { complainantTemplate } from '../domain/notice-contexts.ts';
import { recipientsFor, type ComplainantEvent } from '../domain/recipients.ts';
import { smsParts } from '../domain/sms-parts.ts';
import { contextOf } from '../notice-context.ts';
import { materialFor, type NoticeSettings } from './compose-notices.ts';

/** A message as the complainant would get it; without the address, which is nobody's business here. */
export interface NoticePreview {
  readonly event: ComplainantEvent;
  /** How it would go, or why it would not. */
  readonly way:
    | { readonly kind: 'send' | 'by_hand'; readonly channel: 'sms' | 'email' | 'voice' | 'in_person' }
    | { readonly kind: 'nothing'; readonly why: 'unsafe' | 'not_wanted' | 'no_contact' };
  readonly to: 'complainant' | 'representative';
  readonly language: Language;
  readonly subject: string | null;
  readonly body: string;
  /** Of an SMS: parts it is sent in; else null. */
  readonly smsParts: number | null;
}

/**
 * The messages that facts of the transaction under way would bring to the complainant: the same recipients, channels, words
 * and dates as when they are sent. Nothing is kept.
 */
export async function previewNotices(
  work: Work,
  settings: NoticeSettings,
  facts: readonly Fact[],
): Promise<readonly NoticePreview[]> {
  return work.elevated('messages are written by the system', async () => {
    const previews: NoticePreview[] = [];
    for (const { event, caseId, data, announce } of facts) {
      if (!announce || caseId === null) continue;
      const contact = await contactOf(work, caseId);
      const subject: CaseSubject = { ...contact, track: contact.track as Track };
      const told = recipientsFor(event, data, subject).complainant;
      if (told === null) continue;
      const material = await materialFor(work, settings, { factId: '', caseId, event, data }, subject);
      previews.push(previewOf(told, settings, subject, material));
    }
    return previews;
  });
}

function previewOf(
  event: ComplainantEvent,
  settings: NoticeSettings,
  subject: CaseSubject,
  material: Parameters<typeof contextOf>[1],
): NoticePreview {
  const route = routeToComplainant(subject);
  const { language } = subject;
  const template = complainantTemplate(event, isDiscreet(subject));
  const isEmail = route.kind === 'send' && route.channel === 'email';
  const text = settings.templates.render(
    template,
    isEmail ? 'email' : 'sms',
    language,
    contextOf(template, material, language),
  );
  return {
    event,
    way: wayOf(route),
    to: route.kind === 'nothing' ? 'complainant' : route.recipient,
    language,
    subject: text.subject,
    body: text.body,
    smsParts: route.kind === 'send' && route.channel === 'sms' ? smsParts(text.body).parts : null,
  };
}

function wayOf(route: Route): NoticePreview['way'] {
  return route.kind === 'nothing' ? { kind: 'nothing', why: route.why } : { kind: route.kind, channel: route.channel };
}
