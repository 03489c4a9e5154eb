import type { PageRequest } from '../../page.ts';
import { sentFields, type SentFields } from '../../sent-fields.ts';
import type { StaffServices } from '../services.ts';

type Request = PageRequest<unknown, StaffServices>;

/** What a device sealed: which office took it, and the fields of the form. */
export interface TakenComplaint {
  readonly id: string;
  readonly office: string;
  readonly fields: SentFields;
}

/** A file that a device sealed: which office took it, with which complaint. */
export interface TakenFile {
  readonly office: string;
  /** Id of the complaint it belongs to. */
  readonly of: string;
  readonly name: string;
  readonly content: Uint8Array;
}

/** Ids are made by devices. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text);
}

/** The complaint that was sent, opened; null when it cannot be. */
export function takenComplaint({ fields, services }: Request): TakenComplaint | null {
  const id = fields.one('id');
  const opened = services.openCounterLetter(id, Buffer.from(fields.one('letter'), 'base64url'));
  const read = opened === null || !isId(id) ? null : objectIn(opened);
  if (read === null || typeof read['office'] !== 'string' || !Array.isArray(read['fields'])) return null;
  const values: Record<string, string[]> = {};
  for (const pair of read['fields'] as readonly unknown[]) {
    if (!Array.isArray(pair) || typeof pair[0] !== 'string' || typeof pair[1] !== 'string') return null;
    (values[pair[0]] ??= []).push(pair[1]);
  }
  return { id, office: read['office'], fields: sentFields(values) };
}

/** A file of it: four bytes that say how long the head is, the head, and what the file holds. */
export function takenFile({ services }: Request, id: string, letter: Uint8Array): TakenFile | null {
  const opened = services.openCounterLetter(id, letter);
  if (opened === null || opened.length < 4) return null;
  const end = 4 + opened.readUInt32LE();
  const head = end > opened.length ? null : objectIn(opened.subarray(4, end));
  if (head === null) return null;
  const { office, of, name } = head;
  if (typeof office !== 'string' || typeof of !== 'string' || typeof name !== 'string') return null;
  return { office, of, name, content: opened.subarray(end) };
}

function objectIn(bytes: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const read: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
