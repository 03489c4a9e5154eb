import { fill, showDateTime, showNumber } from '../../text.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { word } from '../words/index.ts';
import { en } from './en.ts';
import { stateTag } from './imports.ts';
import { km } from './km.ts';

/** One file: what it would do, whether it is to be loaded, and how far that is. */
export const importPage = staffPage({
  path: '/staff/settings/imports/:import',
  section: 'settings',
  permission: whoMay('reference.manage'),
  audit: { none: 'What was checked and loaded is recorded by its use cases' },
  strings: { km, en },
  template: 'staff/import',
  async show(request) {
    const { services, strings, language, url } = request;
    const job = await services.importJob(actorOf(request), request.params['import'] ?? '');
    const n = (value: number) => showNumber(value, language);
    const here = url(`/staff/settings/imports/${job.id}`);
    return {
      kind: 'page',
      title: fill(strings.oneTitle, { kind: strings.kinds[job.kind], file: job.fileName }),
      data: {
        back: url('/staff/settings/imports'),
        action: here,
        state: stateTag(job, strings),
        sent: fill(strings.sent, { date: showDateTime(job.createdAt, language) }),
        wouldTitle: job.state === 'checked' || job.state === 'dropped' ? strings.would : strings.did,
        rows: Object.entries(job.would).map(([key, value]) => ({
          key: word(strings.counts, key),
          values: [n(value)],
          action: null,
        })),
        isChecked: job.state === 'checked',
        progress:
          job.state === 'running' && job.total > 0
            ? {
                max: job.total,
                value: job.done,
                text: fill(strings.progress, { done: n(job.done), total: n(job.total) }),
              }
            : null,
        again: job.state === 'waiting' || job.state === 'running' ? here : null,
        fault: job.fault === null ? null : fill(strings.fault, { code: job.fault }),
      },
    };
  },
  async submit(request) {
    const id = request.params['import'] ?? '';
    await request.services.settleImport(actorOf(request), { id, apply: request.fields.one('go') === 'load' });
    return { kind: 'redirect', to: request.url(`/staff/settings/imports/${id}`) };
  },
});
