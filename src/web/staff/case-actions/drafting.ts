import type { Answer } from '../../page.ts';
import { SentFields } from '../../sent-fields.ts';
import { fill, showDateTime } from '../../text.ts';
import { actorOf } from '../staff-page.ts';
import { changesAfter, targetOf } from './action-request.ts';
import type { ActionRequest, Changed } from './action-request.ts';

/** What is said of a draft on its page. */
export interface DraftView {
  /** When it was kept; null while nothing is. */
  readonly saved: string | null;
  readonly savedAt: Date | null;
}

/** A page as it is shown: with what the person had written, and what happened to the case since. */
export interface Drafted {
  readonly request: ActionRequest;
  readonly draft: DraftView;
  readonly changed: Changed | null;
}

const notKept = ['_csrf', 'go', 'auto', 'search'];

/** Buttons of a form that are not judged: what is typed may be half done. */
export function isUnjudged(fields: SentFields): boolean {
  return ['ask', 'draft', 'discard', 'edit'].includes(fields.one('go'));
}

/** The page with its draft, when it is opened and there is one. The version is the one that was looked at when it was written. */
export async function withDraft(request: ActionRequest, form: string): Promise<Drafted> {
  const nothing = { request, draft: draftView(request, null), changed: null };
  if (!request.fields.empty) return nothing;
  const { reference } = targetOf(request);
  const kept = await request.services.draft(actorOf(request), { reference, form });
  if (kept === null) return nothing;
  const fields = new SentFields(new Map(Object.entries(kept.fields)));
  const restored = { ...request, fields };
  return {
    request: restored,
    draft: draftView(request, kept.savedAt),
    changed: await changesAfter(restored),
  };
}

/** Keeps what is typed now. @returns when; or, asked by the script of the page, the answer for it */
export async function keepDraft(
  request: ActionRequest,
  form: string,
): Promise<{ readonly draft: DraftView; readonly said: Answer | null }> {
  const { fields } = request;
  const names = fields.names().filter((name) => !notKept.includes(name));
  const { savedAt } = await request.services.saveDraft(actorOf(request), {
    reference: targetOf(request).reference,
    form,
    fields: Object.fromEntries(names.map((name) => [name, fields.texts(name)])),
  });
  const draft = draftView(request, savedAt);
  const said: Answer | null =
    fields.one('auto') === '1'
      ? { kind: 'file', body: JSON.stringify({ saved: draft.saved }), type: 'application/json', fileName: null }
      : null;
  return { draft, said };
}

function draftView({ strings, language }: ActionRequest, savedAt: Date | null): DraftView {
  return {
    savedAt,
    saved: savedAt === null ? null : fill(strings.draft.saved, { at: showDateTime(savedAt, language) }),
  };
}
