/**
 * What a delivery status notification (RFC 3464) says about a message of ours: that it arrived in the mailbox, or that it came
 * back. Null for anything else: delayed, relayed to a server that reports no further, or not about a message of ours.
 * @param text the notification as the mail server wrote it
 */
export function readDeliveryStatus(
  text: string,
): { readonly id: string; readonly state: 'delivered' | 'returned' } | null {
  const unfolded = text.replace(/\r?\n[ \t]+/g, ' ');
  const action = /^Action:\s*(\w+)/im.exec(unfolded)?.[1]?.toLowerCase();
  const state = action === 'delivered' ? 'delivered' : action === 'failed' ? 'returned' : null;
  const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
  const id =
    new RegExp(`^Original-Envelope-Id:\\s*<?(${uuid})`, 'im').exec(unfolded)?.[1] ??
    new RegExp(`^Message-ID:\\s*<(${uuid})@`, 'im').exec(unfolded)?.[1];
  return state !== null && id !== undefined ? { id: id.toLowerCase(), state } : null;
}
