import { NotFound } from '../../../kernel/errors.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill } from '../../text.ts';
import { referenceOf } from '../case/case-page.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage } from '../staff-page.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { atRegulator } from './inbox.ts';
import { km } from './km.ts';
import { presentOperatorFile } from './present-file.ts';

type Request = PageRequest<Strings, StaffServices>;

/** The operator's file of a filing: the case below and what of its dispute settlement goes on to a later body. */
export const operatorFilePage = staffPage({
  path: '/staff/regulator/:reference/file',
  section: 'regulator',
  permission: atRegulator,
  audit: 'operator_file.read',
  strings: { km, en },
  template: 'staff/operator-file',
  async show(request) {
    const { data, below } = await gather(request);
    return { kind: 'page', title: fill(request.strings.fileTitle, { reference: below }), data };
  },
});

/** The file is opened away from here, where no stylesheet of ours is. */
const look =
  "body{font:1rem/1.7 'Noto Sans Khmer','Khmer OS',system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}" +
  '.kept-lines{white-space:pre-wrap;overflow-wrap:anywhere}.soft{color:#4f5a67}h2{font-size:1.25rem}h3{font-size:1.05rem}' +
  'section{border-top:1px solid #bbb;margin-top:1.2rem}dl>div{display:flex;gap:1rem}dt{min-width:12rem;font-weight:700}dd{margin:0}';

/** The same as one file to keep or print; it holds all of its words and needs nothing else. */
export const operatorFileDownload = staffPage({
  path: '/staff/regulator/:reference/file/download',
  section: 'regulator',
  permission: atRegulator,
  audit: 'operator_file.downloaded',
  strings: { km, en },
  template: 'staff/operator-file-download',
  async show(request): Promise<Answer> {
    const { data, below } = await gather(request);
    const html = await request.services.renderer.render('staff/operator-file-download', {
      ...data,
      t: request.strings,
      language: request.language,
      pageTitle: fill(request.strings.fileTitle, { reference: below }),
    });
    return {
      kind: 'file',
      body: html.replace('</head>', `<style>${look}</style></head>`),
      type: 'text/html; charset=utf-8',
      fileName: `${below}.html`,
    };
  },
});

async function gather(request: Request) {
  const reference = referenceOf(request.params);
  const actor = actorOf(request);
  const { services } = request;
  const { filing } = await services.regulator.intake(actor, reference);
  if (filing.of === null) throw new NotFound('not_found.case');
  const [dossier, bundle, book] = await Promise.all([
    services.dossier(actor, filing.of),
    services.regulator.bundle(actor, filing.of),
    services.book(),
  ]);
  return { below: filing.of, data: presentOperatorFile(dossier, bundle, book, request, reference) };
}
