import type { Language } from '../../../kernel/language.ts';
import type { PanelView } from '../../../review/index.ts';
import { fill } from '../../text.ts';
import { forwardFirst } from '../forward-first.ts';
import { en, type Strings } from './en.ts';
import { km } from './km.ts';

export const panelWords: Readonly<Record<Language, Strings>> = { km, en };

/** Acts in the order in which they come up. */
const panelActs = ['appoint', 'declare', 'vote', 'sign', 'replace'] as const;

/** What comes next, in one sentence. */
export function nextStep({ panel }: PanelView, language: Language): string {
  const words = panelWords[language];
  if (panel === null) return words.steps.none;
  const missing = panel.members.filter(
    (member) => member.sits && (panel.stage === 'votes' ? !member.voted : member.declaration === 'none'),
  );
  const who = missing.map((member) => member.name ?? words.unnamed).join(language === 'km' ? ' ' : ', ');
  return fill(words.steps[panel.stage], { who });
}

/** Links to what the reader may do now. */
export function panelLinks(
  view: PanelView,
  { language, here }: { readonly language: Language; readonly here: string },
) {
  const words = panelWords[language];
  const links = panelActs
    .filter((act) => view.permittedActions.includes(act))
    .map((act) => ({
      href: `${here}/${act}`,
      text: words.acts[act].title,
      isForward: act === view.yours || act === 'appoint',
    }));
  return forwardFirst(links);
}
