import { Forbidden } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import type { CaseAction } from '../domain/lifecycle.ts';
import type { CasePorts } from '../ports.ts';
import { readCase } from '../records/case-store.ts';
import type { CaseRecord } from '../records/tables.ts';
import { permittedActions } from './case-view.ts';
import { readDecisions, type DecisionView } from './decisions.ts';
import { readMessages, type MessageView } from './messages.ts';
import { readTimeline, type TimelineEntry } from './timeline.ts';

/** A case as whoever filed it sees it. Deadlines are told by the clocks. */
export interface ComplainantView {
  readonly file: Pick<
    CaseRecord,
    'id' | 'reference' | 'status' | 'track' | 'tier' | 'heldOffice' | 'filedAt' | 'language'
  >;
  readonly timeline: readonly TimelineEntry[];
  readonly messages: readonly MessageView[];
  /** The last decision, or null. */
  readonly decision: DecisionView | null;
  readonly actions: readonly CaseAction[];
}

/** What the complainant who proved the case by reference and receipt sees of it. @throws Forbidden for anybody else, NotFound */
export const complainantView =
  (ports: Pick<CasePorts, 'surroundingsOf'>) =>
  async (work: Work): Promise<ComplainantView> => {
    if (work.actor.kind !== 'complainant') throw new Forbidden('forbidden.complainant_only');
    const file = await readCase(work, work.actor.caseId);
    const [decision] = await readDecisions(work, file.id);
    return {
      file,
      timeline: await readTimeline(work, file.id),
      messages: await readMessages(work, file.id),
      decision: decision ?? null,
      actions: await permittedActions(work, ports, file),
    };
  };
