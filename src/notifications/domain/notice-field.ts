/** The name under which a part of a notice is sealed with the key of its case. */
export function noticeField(noticeId: string, part: 'address' | 'subject' | 'body'): string {
  return `notice:${noticeId}:${part}`;
}
