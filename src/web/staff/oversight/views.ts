import { staffWords } from '../words/index.ts';
import type { PageRequest } from '../../page.ts';

const pages = [
  ['workload', '/staff/workload'],
  ['breaches', '/staff/breaches'],
  ['secondLook', '/staff/second-look'],
] as const;

/** The pages of oversight beside each other. */
export function oversightViews(
  { language, url }: Pick<PageRequest<unknown, unknown>, 'language' | 'url'>,
  current: (typeof pages)[number][0],
) {
  const words = staffWords[language];
  return pages.map(([key, path]) => ({
    href: url(path),
    text: words.oversightViews[key],
    isCurrent: key === current,
  }));
}
