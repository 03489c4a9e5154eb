import type { ProblemFrame } from '../page.ts';
import type { StaffUseCases } from './services.ts';
import { barOf } from './staff-page.ts';
import { staffWords } from './words/index.ts';

/** What went wrong on the staff side stands under the staff header, with the way to the work list. */
export function staffProblemFrame(services: Pick<StaffUseCases, 'me' | 'book'>): ProblemFrame {
  return {
    under: '/staff',
    template: 'staff/problem',
    data: async (asked) => ({
      w: staffWords[asked.language],
      alert: null,
      changes: null,
      done: null,
      bar: await barOf({ ...asked, services }, null),
    }),
  };
}
