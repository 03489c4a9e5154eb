export type NoticePart = 'address' | 'subject' | 'body' | 'calendar';

/** The name under which a part of a notice is sealed with the key of its case. */
export function noticeField(noticeId: string, part: NoticePart): string {
  return `notice:${noticeId}:${part}`;
}
