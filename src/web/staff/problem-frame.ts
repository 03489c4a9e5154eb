import type { ProblemFrame } from '../page.ts';
import { plainBar } from './staff-page.ts';
import { staffWords } from './words/index.ts';

/** What went wrong on the staff side stands under the staff header; nothing is looked up for it, as that may be what is wrong. */
export const staffProblemFrame: ProblemFrame = {
  under: '/staff',
  template: 'staff/problem',
  data: (asked) => ({
    w: staffWords[asked.language],
    alert: null,
    changes: null,
    done: null,
    bar: asked.actor === null ? null : plainBar(asked.actor, asked, null),
  }),
};
