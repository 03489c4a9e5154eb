import type { PageRequest } from '../../page.ts';
import { staffWords } from '../words/index.ts';

const pages = [
  ['rules', '/staff/settings'],
  ['calendar', '/staff/settings/calendar'],
  ['imports', '/staff/settings/imports'],
  ['offices', '/staff/settings/offices'],
  ['sampling', '/staff/settings/sampling'],
] as const;

/** The pages of administration beside each other. */
export function administrationViews(
  { language, url }: Pick<PageRequest<unknown, unknown>, 'language' | 'url'>,
  current: (typeof pages)[number][0],
) {
  const words = staffWords[language];
  return {
    label: words.sections.settings,
    items: pages.map(([key, path]) => ({
      href: url(path),
      text: words.settingsViews[key],
      isCurrent: key === current,
    })),
  };
}
