/** What a mail server or gateway made of a message. `reason` is a code such as `smtp.550`, never text about a person. */
export type SendResult =
  | { readonly outcome: 'accepted'; readonly providerId: string }
  /** Surely not taken; worth another attempt. */
  | { readonly outcome: 'transient'; readonly reason: string }
  /** Refused for good. */
  | { readonly outcome: 'permanent'; readonly reason: string }
  /** Handed over without an answer: it may have gone out. */
  | { readonly outcome: 'unknown'; readonly reason: string };

/** Provider id of a message that was not sent but kept in the database, because no gateway is set. */
export const keptId = 'kept';
