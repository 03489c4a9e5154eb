import type { MigrationList } from '../src/platform/database.ts';
import { Foundation } from './0001-foundation.ts';
import { Reference } from './0002-reference.ts';
import { Access } from './0003-access.ts';
import { Cases } from './0004-cases.ts';
import { Sla } from './0005-sla.ts';
import { Notifications } from './0006-notifications.ts';
import { RateLimits } from './0007-rate-limits.ts';
import { SignIn } from './0010-sign-in.ts';
import { Escalation } from './0016-escalation.ts';
import { CaseLists } from './0017-case-lists.ts';
import { BreakGlass } from './0018-break-glass.ts';
import { Resolution } from './0020-resolution.ts';
import { Neutrals } from './0021-neutrals.ts';
import { NotesKeys } from './0022-notes-keys.ts';
import { NoticeByHand } from './0040-notice-by-hand.ts';
import { MasterKeys } from './0050-master-keys.ts';
import { LedgerSeals } from './0051-ledger-seals.ts';
import { Erasure } from './0052-erasure.ts';
import { SecondPerson } from './0053-second-person.ts';
import { Walls } from './0060-walls.ts';
import { Reporting } from './0070-reporting.ts';

/** In order; a migration that has landed is never edited. */
export const migrations: MigrationList = [
  { name: '0001-foundation', class: Foundation },
  { name: '0002-reference', class: Reference },
  { name: '0003-access', class: Access },
  { name: '0004-cases', class: Cases },
  { name: '0005-sla', class: Sla },
  { name: '0006-notifications', class: Notifications },
  { name: '0007-rate-limits', class: RateLimits },
  { name: '0010-sign-in', class: SignIn },
  { name: '0016-escalation', class: Escalation },
  { name: '0017-case-lists', class: CaseLists },
  { name: '0018-break-glass', class: BreakGlass },
  { name: '0020-resolution', class: Resolution },
  { name: '0021-neutrals', class: Neutrals },
  { name: '0022-notes-keys', class: NotesKeys },
  { name: '0040-notice-by-hand', class: NoticeByHand },
  { name: '0050-master-keys', class: MasterKeys },
  { name: '0051-ledger-seals', class: LedgerSeals },
  { name: '0052-erasure', class: Erasure },
  { name: '0053-second-person', class: SecondPerson },
  { name: '0060-walls', class: Walls },
  { name: '0070-reporting', class: Reporting },
];
