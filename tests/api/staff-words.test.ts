import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { messages } from '../../src/api/messages/index.ts';
import { actionRules } from '../../src/cases/index.ts';

/** Rule names that the code of these areas throws by themselves. */
function thrownRules(): string[] {
  const folders = ['src/cases/commands', 'src/cases/domain', 'src/escalation/commands'];
  return folders.flatMap((folder) =>
    readdirSync(folder).flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/new RuleBroken\('([a-z_]+)'/g)].map(
        (match) => match[1] ?? '',
      ),
    ),
  );
}

test('every rule that may refuse an action has words in both languages', () => {
  const table = Object.values(actionRules).flatMap((of) => [of.rule, ...of.guards.map((guard) => guard.rule)]);
  const decisions = ['decider_is_barred', 'refer_only', 'duplicate_needs_link', 'unreachable_needs_attempts'];
  // A note and a link are never refused by the state of a case.
  const named = [...table, ...decisions, ...thrownRules()].filter((rule) => !['note', 'link'].includes(rule));
  for (const language of ['km', 'en'] as const) {
    const words: Readonly<Record<string, string>> = messages[language].rules;
    expect([...new Set(named)].filter((rule) => words[rule] === undefined && rule !== 'mark_protected')).toEqual([]);
  }
});
