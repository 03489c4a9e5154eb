import type { Track } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import type { Language } from '../../kernel/language.ts';
import { Undecryptable, type DataKey } from '../../platform/vault.ts';
import type { Command, Work } from '../../platform/work.ts';
import { caseKeyOf, contactOf } from '../../cases/index.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { calendarFile, messageToSend } from '../../resolution/index.ts';
import { isDiscreet, isDiscreetForStaff, type CaseSubject } from '../domain/case-subject.ts';
import { routeToComplainant } from '../domain/channel.ts';
import { noticeField, type NoticePart } from '../domain/notice-field.ts';
import { complainantTemplate, staffTemplate, type TemplateName } from '../domain/notice-contexts.ts';
import { complainantEvents, recipientsFor, staffEvents } from '../domain/recipients.ts';
import { smsParts } from '../domain/sms-parts.ts';
import { contextOf, type NoticeMaterial } from '../notice-context.ts';
import type { NoticeTemplates } from '../notice-templates.ts';
import { answerDue, appealUntil, clockDates, reopenUntil, replyDue, reviewDue } from '../reads/case-dates.ts';
import { staffToTell } from '../reads/staff-to-tell.ts';
import { addNotices, type NewNotice } from '../records/notice-store.ts';
import { doerOf, lockFactToCompose, markComposed, type AnnouncedFact } from '../records/outbox-facts.ts';
import type { NoticeChannel } from '../records/tables.ts';

export interface NoticeSettings {
  readonly templates: NoticeTemplates;
  /** Where people reach the product, without a slash at the end. */
  readonly publicUrl: string;
  /** The address that e-mail is from: invitations name who invites. */
  readonly mailFrom?: string;
}

/** A message before it is sealed. */
interface Draft {
  readonly template: TemplateName;
  readonly channel: NoticeChannel;
  readonly recipient: string;
  readonly personId: string | null;
  readonly language: Language;
  readonly address: string;
}

const concerning: ReadonlySet<string> = new Set<string>([...complainantEvents, ...staffEvents]);

/**
 * Writes the messages of a fact from the case as it stands now, once: whoever comes second finds them written. Returns the
 * ids of the new notices. Acts as the system.
 * @throws Undecryptable when the case's key cannot be opened (a case whose content was erased has nobody to write to)
 */
export function composeNotices(settings: NoticeSettings): Command<{ readonly factId: string }, string[]> {
  return async (work, { factId }) => {
    const fact = await lockFactToCompose(work, factId);
    if (!fact) return [];
    const added =
      fact.caseId === null
        ? []
        : fact.event === 'dispute.message'
          ? await composeForParty(work, settings, fact, fact.caseId)
          : concerning.has(fact.event)
            ? await compose(work, settings, fact, fact.caseId)
            : [];
    await markComposed(work, factId);
    return added;
  };
}

async function compose(work: Work, settings: NoticeSettings, fact: AnnouncedFact, caseId: string): Promise<string[]> {
  const contact = await contactOf(work, caseId);
  const subject: CaseSubject = { ...contact, track: contact.track as Track };
  const recipients = recipientsFor(fact.event, fact.data, subject);
  if (!recipients.complainant && !recipients.staff) return [];
  const key = await keyUnlessErased(work, caseId);
  if (!key) return [];
  const material = await materialFor(work, settings, fact, subject);
  const drafts: Draft[] = [];
  if (recipients.complainant) {
    const route = routeToComplainant(subject);
    if (route.kind !== 'nothing') {
      drafts.push({
        template: complainantTemplate(recipients.complainant, isDiscreet(subject)),
        channel: route.channel,
        recipient: route.recipient,
        personId: null,
        language: subject.language,
        address: route.address ?? '',
      });
    }
  }
  if (recipients.staff) {
    const template = staffTemplate(recipients.staff.event, isDiscreetForStaff(subject));
    const doer = await doerOf(work, fact.factId);
    for (const person of await staffToTell(work, material.book, recipients.staff.audience, subject, material.today)) {
      // Nobody is told what they did themselves.
      if (person.id === doer) continue;
      drafts.push({
        template,
        channel: 'email',
        recipient: `person:${person.id}`,
        personId: person.id,
        language: person.language,
        address: person.email,
      });
    }
  }
  return addNotices(
    work,
    drafts.map((draft) => seal(work, settings, fact, caseId, key, material, draft)),
  );
}

const disputeSubject: Readonly<Record<Language, string>> = { km: 'ការដោះស្រាយវិវាទ', en: 'Dispute resolution' };
const plainSubject: Readonly<Record<Language, string>> = { km: 'ដំណឹង', en: 'Message' };

/** A message to a party of a dispute was written, sealed and addressed where it arose: it is sent as it stands. */
async function composeForParty(
  work: Work,
  settings: NoticeSettings,
  fact: AnnouncedFact,
  caseId: string,
): Promise<string[]> {
  const { messageId } = fact.data;
  const message = typeof messageId === 'string' ? await messageToSend(work, messageId) : null;
  const key = message && (await keyUnlessErased(work, caseId));
  if (!message || !key) return [];
  const id = newId();
  const close = (part: NoticePart, content: string): Buffer => work.vault.seal(key, noticeField(id, part), content);
  const subject = (message.discreet ? plainSubject : disputeSubject)[message.language];
  const people = settings.mailFrom ? { organizer: settings.mailFrom, attendee: message.address } : null;
  return addNotices(work, [
    {
      id,
      factId: fact.factId,
      caseId,
      event: fact.event,
      template: `dispute.${message.kind}`,
      channel: message.channel,
      recipient: message.toComplainant ? 'complainant' : `party:${message.partyId}`,
      personId: null,
      language: message.language,
      sealedAddress: close('address', message.address),
      sealedSubject: message.channel === 'email' ? close('subject', subject) : null,
      sealedBody: close('body', message.text),
      sealedCalendar: message.calendar && close('calendar', calendarFile(message.calendar, people)),
      smsParts: message.channel === 'sms' ? smsParts(message.text).parts : null,
      state: 'queued',
    },
  ]);
}

function seal(
  work: Work,
  settings: NoticeSettings,
  fact: AnnouncedFact,
  caseId: string,
  key: DataKey,
  material: NoticeMaterial,
  draft: Draft,
): NewNotice {
  const id = newId();
  // What the office says by voice or in person is what the SMS would have said.
  const text = settings.templates.render(
    draft.template,
    draft.channel === 'email' ? 'email' : 'sms',
    draft.language,
    contextOf(draft.template, material, draft.language),
  );
  const close = (part: 'address' | 'subject' | 'body', content: string): Buffer =>
    work.vault.seal(key, noticeField(id, part), content);
  return {
    id,
    factId: fact.factId,
    caseId,
    event: fact.event,
    template: draft.template,
    channel: draft.channel,
    recipient: draft.recipient,
    personId: draft.personId,
    language: draft.language,
    sealedAddress: close('address', draft.address),
    sealedSubject: text.subject === null ? null : close('subject', text.subject),
    sealedBody: close('body', text.body),
    smsParts: draft.channel === 'sms' ? smsParts(text.body).parts : null,
    state: draft.channel === 'sms' || draft.channel === 'email' ? 'queued' : 'by_hand',
  };
}

/** What the messages of a fact draw on, as the case stands now. */
export async function materialFor(
  work: Work,
  settings: NoticeSettings,
  fact: AnnouncedFact,
  subject: CaseSubject,
): Promise<NoticeMaterial> {
  const { caseId } = subject;
  const clockId = fact.data['clockId'];
  return {
    subject,
    data: fact.data,
    book: await currentBook(work),
    today: phnomPenhDay(work.now),
    publicUrl: settings.publicUrl,
    clock: typeof clockId === 'string' ? await clockDates(work, clockId) : null,
    answerDue: await answerDue(work, caseId),
    replyDue: fact.event === 'information.requested' ? await replyDue(work, caseId) : null,
    appealUntil: fact.event === 'case.decided' ? await appealUntil(work, caseId) : null,
    reviewDue: await reviewDue(work, fact),
    reopenUntil: fact.event === 'case.closed' ? await reopenUntil(work, caseId) : null,
  };
}

async function keyUnlessErased(work: Work, caseId: string): Promise<DataKey | null> {
  try {
    return await caseKeyOf(work, caseId);
  } catch (error) {
    if (error instanceof Undecryptable && error.field === 'erased') return null;
    throw error;
  }
}
