import { InvalidInput } from '../../../kernel/errors.ts';
import type { FieldFault } from '../../../kernel/errors.ts';
import { importFaultText, importKinds } from '../../../reference/index.ts';
import type { ImportJob } from '../../../reference/index.ts';
import { fieldsOf } from '../../fields.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, localDigits, showDateTime, showNumber } from '../../text.ts';
import { administrationViews } from '../administration/views.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, asTyped, isSwitch, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

const mostFaults = 100;
const colours = {
  checked: 'yellow',
  waiting: 'blue',
  running: 'blue',
  done: 'green',
  failed: 'red',
  dropped: 'grey',
} as const satisfies Readonly<Record<ImportJob['state'], string>>;

/** How an import stands, as its tag. */
export function stateTag(job: ImportJob, strings: Strings) {
  return { colour: colours[job.state], text: strings.states[job.state] };
}

/** Files to be loaded: each is checked whole first, with every bad line named. */
export const importsPage = staffPage({
  path: '/staff/settings/imports',
  section: 'settings',
  permission: whoMay('reference.manage'),
  audit: { none: 'What was checked and loaded is recorded by its use cases' },
  strings: { km, en },
  template: 'staff/imports',
  uploads: true,
  show: (request) => show(request, []),
  async submit(request) {
    if (isSwitch(request.fields)) return asTyped;
    const { services, fields, upload } = request;
    const actor = actorOf(request);
    const kind = importKinds.find((each) => each === fields.one('kind'));
    const [file] = upload.files.filter(({ field, name }) => field === 'file' && name !== '');
    const faults: FieldFault[] = [];
    if (kind === undefined) faults.push({ field: 'kind', code: 'choose' });
    if (file === undefined) faults.push({ field: 'file', code: 'required' });
    else if (file.dropped !== null) faults.push({ field: 'file', code: 'too_large' });
    const csv = file === undefined ? null : textIn(file.content);
    if (file?.dropped === null && csv === null) faults.push({ field: 'file', code: 'not_text' });
    if (kind === undefined || file === undefined || csv === null || faults.length > 0) return { kind: 'again', faults };
    try {
      const would = await services.checkImport(actor, { kind, csv });
      const id = await services.keepImport(actor, { kind, fileName: file.name, csv, would });
      return { kind: 'redirect', to: request.url(`/staff/settings/imports/${id}`) };
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return show(request, error.fields);
    }
  },
});

/** The text of a file in UTF-8; null when it is none. */
function textIn(content: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

async function show(request: Request, refused: readonly FieldFault[]): Promise<Answer> {
  const { services, strings, language, url } = request;
  const jobs = await services.imports(actorOf(request));
  const fields = fieldsOf(request);
  const n = (value: number) => showNumber(value, language);
  return {
    kind: 'page',
    languageForm: 'typed',
    ...(refused.length > 0 ? { status: 422 } : {}),
    data: {
      views: administrationViews(request, 'imports'),
      action: url('/staff/settings/imports'),
      form: [
        fields.radios('kind', {
          label: strings.kind,
          items: importKinds.map((kind) => ({
            value: kind,
            label: strings.kinds[kind],
            hint: strings.kindHints[kind],
          })),
        }),
        fields.file('file', { label: strings.file, hint: strings.fileHint, accept: '.csv,text/csv' }),
      ],
      refused:
        refused.length === 0
          ? null
          : {
              title: fill(strings.refused, { n: n(refused.length) }),
              more:
                refused.length > mostFaults
                  ? fill(strings.refusedMore, { n: n(mostFaults), all: n(refused.length) })
                  : null,
              faults: refused
                .slice(0, mostFaults)
                .map((fault) => localDigits(importFaultText(fault)[language], language)),
            },
      jobs: jobs.map((job) => ({
        href: url(`/staff/settings/imports/${job.id}`),
        name: strings.kinds[job.kind],
        file: job.fileName,
        sent: fill(strings.sent, { date: showDateTime(job.createdAt, language) }),
        state: stateTag(job, strings),
      })),
    },
  };
}
