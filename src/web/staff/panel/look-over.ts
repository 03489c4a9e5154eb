import type { PanelDecision, PanelTarget } from '../../../review/index.ts';
import type { Answer } from '../../page.ts';
import { presentPreviews } from '../case-actions/look-over.ts';
import { actorOf } from '../staff-page.ts';
import type { PanelRequest } from './act-page.ts';

/** The decision as the complainant will read it, and the messages that it brings, before the chair signs. */
export async function lookOver(request: PanelRequest, target: PanelTarget, given: PanelDecision): Promise<Answer> {
  const { services, strings, language, fields } = request;
  const input = { ...target, ...given };
  const { letter, notices } = await services.panels.lookOver(actorOf(request), input, language);
  const here = request.url(`/staff/cases/${target.reference}/panel`);
  const { title, send } = strings.acts.sign;
  return {
    kind: 'page',
    title: `${title} – ${target.reference}`,
    template: 'staff/panel-look',
    languageForm: { id: 'action', enter: 'check' },
    data: {
      back: here,
      reference: target.reference,
      heading: title,
      send,
      action: `${here}/sign`,
      version: fields.one('version'),
      carried: fields.with({ go: [], version: [] }).carried(),
      letter,
      previews: presentPreviews(notices, request),
    },
  };
}
