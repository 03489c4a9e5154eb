import type { Readable } from 'node:stream';

import { createTransport } from 'nodemailer';

import { keptId, type SendResult } from './send-result.ts';

/** A file that goes with a message. */
export interface MailFile {
  readonly name: string;
  /** As a Content-Type, with its parameters. */
  readonly mediaType: string;
  readonly content: string;
}

export interface Mail {
  /** Names the message: it becomes its Message-ID, so that a duplicate can be told. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly files?: readonly MailFile[];
}

/** Sends e-mail. Never throws for what a server does: the result says it. */
export interface Mailer {
  readonly kept: boolean;
  send(mail: Mail): Promise<SendResult>;
  close(): Promise<void>;
}

/** Without a mail server, messages stay in the database, where the outbox shows them. */
export function keptMailer(): Mailer {
  return {
    kept: true,
    send: () => Promise.resolve({ outcome: 'accepted', providerId: keptId }),
    close: () => Promise.resolve(),
  };
}

export interface SmtpOptions {
  /** `smtp://` (STARTTLS when the server has it) or `smtps://`, with user and password where needed. */
  readonly url: string;
  readonly from: string;
  /** Milliseconds for each step of talking to the server. */
  readonly stepTimeoutMs?: number;
  /** Milliseconds for one message in all. */
  readonly totalTimeoutMs?: number;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A pool of connections to a mail server. A password is only ever sent over TLS, except to this machine itself. The pool
 * tries another connection by itself only where not a byte of the message was handed over.
 */
export function smtpMailer(options: SmtpOptions): Mailer {
  const url = new URL(options.url);
  const step = options.stepTimeoutMs ?? 15_000;
  const total = options.totalTimeoutMs ?? 60_000;
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 3,
    maxMessages: 100,
    connectionTimeout: step,
    greetingTimeout: step,
    socketTimeout: step,
    dnsTimeout: step,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(url.protocol === 'smtp:' && url.username !== '' && !loopback.has(url.hostname) ? { requireTLS: true } : {}),
  });
  // A connection that breaks while idle is no message's fault: the next message opens another.
  transport.on('error', () => undefined);
  const messageHost = options.from.split('@')[1] ?? 'localhost.localdomain';
  // The stream of each message under way: once it was read from, the server may have the message.
  const underWay = new Map<string, Readable>();
  transport.use('stream', (mail, next) => {
    const create = mail.message.createReadStream.bind(mail.message);
    const id = mail.message.messageId();
    mail.message.createReadStream = (streamOptions) => {
      const stream = create(streamOptions);
      underWay.set(id, stream);
      return stream;
    };
    next();
  });
  return {
    kept: false,
    async send(mail) {
      const messageId = `<${mail.id}@${messageHost}>`;
      try {
        const sent = await transport.sendMail({
          messageId,
          from: { name: 'Samleng', address: options.from },
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          attachments: (mail.files ?? []).map(({ name, mediaType, content }) => ({
            filename: name,
            contentType: mediaType,
            content,
          })),
          // A server that knows how tells whoever reads the sender's mailbox what became of the message, by its id.
          dsn: { id: mail.id, return: 'headers', notify: ['success', 'failure'], recipient: options.from },
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(total),
        });
        return { outcome: 'accepted', providerId: sent.messageId };
      } catch (error) {
        return classify(error, underWay.get(messageId)?.readableDidRead === true);
      } finally {
        underWay.delete(messageId);
      }
    },
    close() {
      transport.close();
      return Promise.resolve();
    },
  };
}

/**
 * A reply of the server decides: 4xx is for now, 5xx for good - except a refused sign-in, which is about us and not about
 * the message. Without a reply it depends on whether the message had begun to be handed over.
 */
function classify(error: unknown, handedOver: boolean): SendResult {
  const { responseCode, code, command } = (error ?? {}) as {
    responseCode?: unknown;
    code?: unknown;
    command?: unknown;
  };
  const reason = `smtp.${typeof responseCode === 'number' ? responseCode : typeof code === 'string' ? code : 'failed'}`;
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return { outcome: 'transient', reason };
  if (typeof responseCode === 'number' && responseCode >= 400)
    return { outcome: responseCode >= 500 && isAboutMessage(code) ? 'permanent' : 'transient', reason };
  if (handedOver) return { outcome: 'unknown', reason };
  // Refused before anything was sent: an address that cannot be one.
  if (code === 'EENVELOPE' && command === 'API') return { outcome: 'permanent', reason };
  return { outcome: 'transient', reason };
}

/** A server that refuses the connection itself (554 as greeting, no STARTTLS) says nothing about this message. */
function isAboutMessage(code: unknown): boolean {
  return code === 'EENVELOPE' || code === 'EMESSAGE';
}
