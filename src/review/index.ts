/** The front door of review: the panel of three that decides at the last body of social assistance. */
export { panelActions, panelStages, type PanelAction, type PanelStage } from './domain/panel.ts';
export type { MemberSuggestion } from './domain/members.ts';
export type { Matter } from './records/panel-rows.ts';
export { appointPanel, replaceMember, suggestForPanel } from './commands/appoint-panel.ts';
export { declareForPanel, signForPanel, voteInPanel, type PanelDecision } from './commands/decide-as-panel.ts';
export type { PanelAnswer, PanelTarget } from './commands/take-up.ts';
export { sizeOfPanel } from './records/panel-rows.ts';
export { reviewListeners } from './listeners.ts';
export { casesWithoutPanel, panelsWaiting, type PanelWaiting } from './reads/my-panels.ts';
export { panelInShort, panelView, type PanelMember, type PanelView, type PanelVote } from './reads/panel-view.ts';
export { panelFields, panelRules } from './refusal-words.ts';
