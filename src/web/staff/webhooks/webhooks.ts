import { z } from 'zod';
import { webhookEvents } from '../../../notifications/index.ts';
import { fieldsOf } from '../../fields.ts';
import { formOf, requiredText } from '../../form.ts';
import { fill, localDigits, showDateTime } from '../../text.ts';
import { actorOf, asTyped, isSwitch, staffPage, whoMay } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

const path = '/staff/webhooks';
const addForm = formOf(z.object({ url: requiredText(2_000) }));

/** Partner systems that are told by reference what happens: added, ended, tried again. */
export const webhooksPage = staffPage({
  path,
  section: 'webhooks',
  permission: whoMay('webhook.manage'),
  audit: 'webhook.list_opened',
  strings: { km, en },
  template: 'staff/webhooks',
  async show(request) {
    const { strings, language, services } = request;
    const words = staffWords[language];
    const fields = fieldsOf(request);
    const count = (n: number) => localDigits(n, language);
    const kinds: Readonly<Record<string, string>> = strings.faultKinds;
    const done = request.query.get('done');
    return {
      kind: 'page',
      languageForm: { id: 'typed', enter: 'add' },
      data: {
        action: request.url(path),
        done: done === 'removed' || done === 'retried' ? strings.done[done] : null,
        hooks: (await services.webhooks(actorOf(request))).map((hook) => ({
          id: hook.id,
          address: hook.url,
          since: fill(strings.since, { date: showDateTime(hook.createdAt, language) }),
          events: hook.events.map((event) => word(words.noticeEvents, event)).join(', '),
          waiting: fill(strings.waiting, { n: count(hook.waiting) }),
          dead: hook.dead === 0 ? null : fill(strings.dead, { n: count(hook.dead) }),
          fault:
            hook.lastFault === null ? null : fill(strings.fault, { fault: kinds[hook.lastFault] ?? hook.lastFault }),
        })),
        fields: [
          fields.text('url', { label: strings.url, hint: strings.urlHint, autocomplete: 'off', spellcheck: false }),
          fields.checkboxes('events', {
            label: strings.events,
            items: webhookEvents.map((event) => ({ value: event, label: word(words.noticeEvents, event) })),
          }),
        ],
      },
    };
  },
  async submit(request) {
    if (isSwitch(request.fields)) return asTyped;
    const { services, fields, strings } = request;
    const actor = actorOf(request);
    const [what, id] = fields.one('go').split(':');
    if (what === 'remove' || what === 'retry') {
      if (what === 'remove') await services.removeWebhook(actor, id ?? '');
      else await services.retryWebhook(actor, id ?? '');
      return { kind: 'redirect', to: `${request.url(path)}?done=${what === 'remove' ? 'removed' : 'retried'}` };
    }
    const asked = addForm.parse(fields);
    if (!asked.ok) return { kind: 'again', faults: asked.faults };
    const { secret } = await services.addWebhook(actor, { url: asked.value.url, events: fields.all('events') });
    return {
      kind: 'page',
      template: 'staff/webhook-secret',
      title: strings.secretTitle,
      data: { back: request.url(path), secret },
    };
  },
});
