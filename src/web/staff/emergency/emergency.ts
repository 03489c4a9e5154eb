import { z } from 'zod';
import { choice, formOf, requiredText } from '../../form.ts';
import { fill, showDate, showDateTime } from '../../text.ts';
import { readableView } from '../readable.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

/** Emergency accesses and the second person's word on each. The reviewer reads the reason, never the case. */
export const emergencyPage = staffPage({
  path: '/staff/emergency-access',
  section: 'emergency',
  permission: whoMay('break_glass.review'),
  audit: 'break_glass.list_opened',
  strings: { km, en },
  template: 'staff/emergency',
  form: formOf(z.object({ access: requiredText(64), verdict: choice(['justified', 'not_justified']) })),
  async show(request) {
    const { strings, language } = request;
    const words = staffWords[language];
    const waiting = await request.services.breakGlassToReview(actorOf(request));
    return {
      kind: 'page',
      data: {
        action: request.url('/staff/emergency-access'),
        done: request.query.get('done') === 'reviewed' ? strings.done : null,
        accesses: waiting.map((access) => ({
          id: access.id,
          kind: strings.kinds[access.kind],
          reference: access.reference,
          person: access.person ?? words.someone,
          when: fill(strings.when, {
            at: showDateTime(access.at, language),
            until: showDateTime(access.expiresAt, language),
          }),
          reason: readableView(access.reason, words),
          due: access.isOverdue
            ? { text: strings.overdue, colour: 'red' }
            : access.reviewDueAt === null
              ? null
              : { text: fill(strings.dueBy, { date: showDate(access.reviewDueAt, language) }), colour: 'yellow' },
        })),
      },
    };
  },
  async submit(request, { access, verdict }) {
    await request.services.reviewBreakGlass(actorOf(request), { id: access, verdict });
    return { kind: 'redirect', to: `${request.url('/staff/emergency-access')}?done=reviewed` };
  },
});
