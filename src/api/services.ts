import type { Request } from 'express';

import type { Refusal } from '../access/index.ts';
import type { ComplainantActor, StaffActor } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { FileStore } from '../platform/files.ts';
import type { Perform } from '../platform/work.ts';
import type { ReferenceBook } from '../reference/index.ts';

/** What the composition root gives to the API door. */
export interface ApiServices {
  readonly clock: Clock;
  readonly perform: Perform;
  /** All reference data as it stands now. */
  book(): ReferenceBook | Promise<ReferenceBook>;
  /** The person behind a Bearer token, read anew for each request; null when it is unknown or has ended. */
  actorForToken(token: string): Promise<StaffActor | null>;
  /**
   * The complainant of the case that reference and receipt together prove; takes the same time whether or not the case
   * exists. @throws NotFound `not_found.pair`
   */
  proveReceipt(reference: string, receipt: string): Promise<ComplainantActor>;
  /** Counts one request against a named limit; null when it may pass, else seconds to wait. */
  rateLimit(request: Request, limit: string): Promise<number | null>;
  /** Puts a denied attempt into the ledger: who, which operation, with what code. */
  denied(refusal: Refusal): Promise<void>;
  /** Waited for before "not there" is said: see `platform/even-time.ts`. */
  evenTime(since: number): Promise<void>;
  /** Tells the log of a fault of ours; no personal data in it. */
  reportFault(error: unknown, reference: string): void;
  /** Compares every answer with its declared schema, so that the document is true. On in tests, off in production. */
  readonly checkAnswers: boolean;
  /** Not in production: operations that exist only to try the system out. */
  readonly sandbox: boolean;
  /** Address of the site without a slash at the end, for letters. */
  readonly publicUrl: string;
  /** What gateways show when they report what became of a message; null or absent: none may. */
  readonly deliveryReportToken?: string | null;
  /** Webhooks may go to private addresses. */
  readonly webhooksAllowPrivate?: boolean;
  /** Encrypted attachments. */
  readonly files: FileStore;
}
