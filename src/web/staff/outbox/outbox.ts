import type { NoticeState } from '../../../notifications/index.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, localDigits } from '../../text.ts';
import { noticeColour } from '../case/present.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

const pageSize = 30;
const views = ['all', 'problems', 'queued', 'sent', 'byHand'] as const;
type View = (typeof views)[number];
const stateOf: Readonly<Record<View, NoticeState | null>> = {
  all: null,
  problems: null,
  queued: 'queued',
  sent: 'sent',
  byHand: 'by_hand',
};

/** Every message (for trying the system out), and those that a person must decide about. */
export const outboxPage = staffPage({
  path: '/staff/outbox',
  section: 'outbox',
  permission: whoMay('outbox.read'),
  audit: 'outbox.opened',
  strings: { km, en },
  template: 'staff/outbox',
  show: (request) => show(request),
  async submit(request) {
    await request.services.resendNotice(actorOf(request), request.fields.one('notice'));
    return { kind: 'redirect', to: `${request.url('/staff/outbox')}?view=problems&done=resent` };
  },
});

async function show(request: Request): Promise<Answer> {
  const { services, strings, language, query } = request;
  const words = staffWords[language];
  const readable = services.outbox !== null;
  const asked = query.get('view') as View | null;
  const view: View = !readable ? 'problems' : asked !== null && views.includes(asked) ? asked : 'all';
  const cursor = query.get('cursor');
  const found = view === 'problems' ? await problems(request, cursor) : await everything(request, view, cursor);
  const href = (more: string) => `${request.url('/staff/outbox')}?view=${view}${more}`;
  return {
    kind: 'page',
    data: {
      lead: readable ? strings.lead : strings.leadProduction,
      action: request.url('/staff/outbox'),
      done: query.get('done') === 'resent' ? strings.resent : null,
      views: readable
        ? views.map((each) => ({
            href: `${request.url('/staff/outbox')}?view=${each}`,
            text: strings[each],
            isCurrent: each === view,
          }))
        : null,
      messages: found.items,
      pagination:
        found.nextCursor === null && cursor === null
          ? null
          : {
              label: words.pages,
              previous: cursor === null ? null : { href: href(''), text: words.firstPage },
              next:
                found.nextCursor === null
                  ? null
                  : { href: href(`&cursor=${encodeURIComponent(found.nextCursor)}`), text: words.nextPage },
            },
    },
  };
}

async function everything(request: Request, view: View, cursor: string | null) {
  const { services, strings, language } = request;
  const words = staffWords[language];
  const query = { limit: pageSize, cursor, state: stateOf[view] };
  const found = await services.outbox?.(actorOf(request), query);
  return {
    nextCursor: found?.nextCursor ?? null,
    items: (found?.items ?? []).map((item) => ({
      id: item.id,
      event: word(words.noticeEvents, item.event),
      channel: word(words.noticeChannels, item.channel),
      to: item.recipient ?? strings.noAddress,
      state: word(words.noticeStates, item.state),
      colour: noticeColour(item.state),
      about: [item.reference, strings.inLanguage[item.language]].filter((each) => each !== null).join(', '),
      lang: item.language,
      at: item.at,
      subject: item.subject,
      body: item.body,
      isClosed: item.body === null,
      reason: null,
      attempts: null,
      resend: item.state === 'dead' ? strings.resend : item.state === 'uncertain' ? strings.resendUncertain : null,
    })),
  };
}

async function problems(request: Request, cursor: string | null) {
  const { services, strings, language } = request;
  const words = staffWords[language];
  const found = await services.deadNotices(actorOf(request), { limit: pageSize, cursor });
  return {
    nextCursor: found.nextCursor,
    items: found.items.map((item) => ({
      id: item.id,
      event: word(words.noticeEvents, item.event),
      channel: word(words.noticeChannels, item.channel),
      to: word(words.recipients, item.to),
      state: word(words.noticeStates, item.state),
      colour: noticeColour(item.state),
      about: '',
      lang: language,
      at: item.at,
      subject: null,
      body: null,
      isClosed: false,
      reason: item.reason === null ? null : fill(strings.reason, { reason: item.reason }),
      attempts: fill(strings.attempts, { n: localDigits(item.attempts, language) }),
      resend: item.state === 'uncertain' ? strings.resendUncertain : strings.resend,
    })),
  };
}
