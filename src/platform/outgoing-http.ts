import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Why something was not handed over to an address that somebody gave us. */
export type OutgoingFault =
  'address_refused' | 'unreachable' | 'timed_out' | 'redirected' | 'answer_too_large' | 'refused';

/** Where nothing of ours is sent on the word of a user: this machine, its neighbours, what clouds keep for their machines. */
const inward = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inward.addSubnet(net, bits, 'ipv4');
const worldwide = new BlockList();
worldwide.addSubnet('2000::', 3, 'ipv6');
/** Inside 2000::/3 and yet not the world: Teredo and other special uses, documentation, 6to4 (which wraps any IPv4 address). */
const special = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(net, bits, 'ipv6');

/** Whether an address is one of the open internet: IPv6 only within 2000::/3, so that no wrapped IPv4 address slips through. */
export function isWorldwide(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inward.check(address, 'ipv4');
  return family === 6 && worldwide.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** An address that something may be sent to: https and no user in it; http only where private addresses are allowed. */
export function isOutgoingUrl(text: string, allowPrivate: boolean): boolean {
  if (!URL.canParse(text) || text.length > 2_000) return false;
  const url = new URL(text);
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return false;
  return allowPrivate || isIP(bare) === 0 || isWorldwide(bare);
}

/**
 * Sends JSON. The address is looked up and judged when the connection is made, and that very address is connected to, so that a
 * name cannot point elsewhere in between. Redirects are not followed, and no more than a little of the answer is read.
 * @returns null when it was taken (2xx), else why not
 */
export function postJson(
  to: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  limits: { readonly allowPrivate: boolean; readonly milliseconds?: number; readonly answerBytes?: number },
): Promise<OutgoingFault | null> {
  const { allowPrivate, milliseconds = 10_000, answerBytes = 64 * 1024 } = limits;
  if (!isOutgoingUrl(to, allowPrivate)) return Promise.resolve('address_refused');
  const url = new URL(to);
  const judged: LookupFunction = (host, options, done) => {
    lookup(host, { ...options, all: true }).then(
      (found) => {
        const open = allowPrivate || found.every(({ address }) => isWorldwide(address));
        const [first] = found;
        if (!open || first === undefined) return done(new AddressRefused(), '', 4);
        return options.all ? done(null, found) : done(null, first.address, first.family);
      },
      (error: unknown) => done(error as NodeJS.ErrnoException, '', 4),
    );
  };
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const request = send(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: judged,
        signal: AbortSignal.timeout(milliseconds),
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        const status = answer.statusCode ?? 0;
        let bytes = 0;
        answer.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes <= answerBytes) return;
          resolve('answer_too_large');
          request.destroy();
        });
        answer.once('end', () =>
          resolve(status >= 200 && status < 300 ? null : status >= 300 && status < 400 ? 'redirected' : 'refused'),
        );
        answer.once('error', (error) => resolve(faultOf(error)));
      },
    );
    request.once('error', (error) => resolve(faultOf(error)));
    request.end(body);
  });
}

class AddressRefused extends Error {}

function faultOf(error: Error): OutgoingFault {
  if (error instanceof AddressRefused) return 'address_refused';
  return error.name === 'TimeoutError' || error.name === 'AbortError' ? 'timed_out' : 'unreachable';
}
