/** The front door of escalation: moving up, appeals, the watched queue, and handling joined to them. */
export { handling, surroundingsOf } from './handling.ts';
