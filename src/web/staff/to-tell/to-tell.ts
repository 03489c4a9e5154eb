import { readableView } from '../readable.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** What the office still has to say by voice or in person about the cases it holds. */
export const toTellPage = staffPage({
  path: '/staff/to-tell',
  section: 'tell',
  permission: whoMay('case.acknowledge'),
  audit: { none: 'That somebody was told is recorded by the use case' },
  strings: { km, en },
  template: 'staff/to-tell',
  async show(request) {
    const words = staffWords[request.language];
    const notices = await request.services.noticesToTell(actorOf(request));
    return {
      kind: 'page',
      data: {
        action: request.url('/staff/to-tell'),
        done: request.query.get('done') === 'told' ? request.strings.done : null,
        notices: notices.map((notice) => ({
          id: notice.id,
          event: word(words.noticeEvents, notice.event),
          channel: word(words.noticeChannels, notice.channel),
          reference: notice.reference,
          href: request.url(`/staff/cases/${notice.reference}`),
          lang: notice.language,
          text: readableView(notice.text, words),
          at: notice.at,
        })),
      },
    };
  },
  async submit(request) {
    await request.services.tellNotice(actorOf(request), request.fields.one('notice'));
    return { kind: 'redirect', to: `${request.url('/staff/to-tell')}?done=told` };
  },
});
