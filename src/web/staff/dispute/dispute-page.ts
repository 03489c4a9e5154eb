import { fill } from '../../text.ts';
import { may } from '../../../access/index.ts';
import { NotFound } from '../../../kernel/errors.ts';
import { referenceOf } from '../case/case-page.ts';
import { actContext } from '../dispute-acts/act-page.ts';
import type { ActRequest } from '../dispute-acts/act-page.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { actTitle } from './block.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { presentDispute } from './present.ts';

/** The dispute file of a case: who waits for whom until when, all that lies in it, and what the reader may do now. */
export const disputePage = staffPage({
  path: '/staff/cases/:reference/dispute',
  section: 'disputes',
  permission: whoMay('case.read'),
  audit: { none: 'As reading the case; what is done is recorded by the use cases' },
  strings: { km, en },
  template: 'staff/dispute',
  async show(request) {
    const { strings, language, query } = request;
    const { dossier, context } = await actContext(request as unknown as ActRequest);
    const { caseFile } = dossier;
    const caseHref = request.url(`/staff/cases/${caseFile.reference}`);
    const actor = actorOf(request);
    const said = actTitle(query.get('done') ?? '', language);
    const common = { caseHref, done: said === null ? null : fill(strings.done, { what: said }) };
    if (context === null) {
      const mayOpen = may(actor.role, 'resolution.manage') && actor.office === caseFile.heldOffice;
      return {
        kind: 'page',
        title: `${strings.title} – ${caseFile.reference}`,
        template: 'staff/no-dispute',
        data: {
          ...common,
          reference: caseFile.reference,
          warning: caseFile.protected ? strings.warnings.protected : null,
          open: mayOpen ? `${caseHref}/dispute/open` : null,
        },
      };
    }
    return {
      kind: 'page',
      title: `${strings.title} – ${caseFile.reference}`,
      data: {
        ...common,
        ...presentDispute(context, strings),
        mayReopen: reopens(caseFile, actor.office, context.view.dispute.facts.stage)
          ? `${caseHref}/dispute/open`
          : null,
      },
    };
  },
});

/** A dispute that has ended may be followed by another, at the office that holds the case. */
function reopens(
  caseFile: { readonly heldOffice: string; readonly status: string },
  office: string,
  stage: string,
): boolean {
  const ended = ['closed', 'court', 'nadr', 'refused', 'discontinued'].includes(stage);
  return (
    ended && caseFile.heldOffice === office && ['acknowledged', 'in_progress', 'decided'].includes(caseFile.status)
  );
}

/** A session as a calendar file. */
export const sessionFilePage = staffPage({
  path: '/staff/cases/:reference/dispute/sessions/:session.ics',
  section: 'disputes',
  permission: whoMay('resolution.conduct'),
  audit: { none: 'Only the time and place of a meeting' },
  strings: { km, en },
  template: 'staff/dispute',
  async show(request) {
    const session = request.params['session'];
    if (session === undefined) throw new NotFound('not_found.session');
    const reference = referenceOf(request.params);
    const text = await request.services.disputes.sessionCalendar(actorOf(request), {
      reference,
      session,
      language: request.language,
    });
    return { kind: 'file', body: text, type: 'text/calendar; charset=utf-8', fileName: `${reference}.ics` };
  },
});

/** A copy of a certified paper as PDF. */
export const disputePaperPage = staffPage({
  path: '/staff/cases/:reference/dispute/papers/:paper',
  section: 'disputes',
  permission: whoMay('case.read'),
  audit: 'dispute.paper_fetched',
  strings: { km, en },
  template: 'staff/dispute',
  async show(request) {
    const reference = referenceOf(request.params);
    const asked = {
      reference,
      id: request.params['paper'] ?? '',
      party: request.query.get('party'),
      language: null,
    };
    const { content, mediaType, fileName } = await request.services.disputes.paper(actorOf(request), asked);
    return { kind: 'file', body: content, type: mediaType, fileName };
  },
});
