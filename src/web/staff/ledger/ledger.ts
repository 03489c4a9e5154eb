import type { JsonValue } from '../../../kernel/fact.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

const pageSize = 50;

/** The append-only ledger for auditors: list and filter. */
export const ledgerPage = staffPage({
  path: '/staff/ledger',
  section: 'ledger',
  permission: whoMay('ledger.read'),
  audit: 'ledger.opened',
  strings: { km, en },
  template: 'staff/ledger',
  show: list,
});

async function list(request: Request): Promise<Answer> {
  const { services, strings, language, query } = request;
  const given = (name: string) => (query.get(name) ?? '').trim();
  const [event, chain, actorId] = [given('event'), given('chain'), given('actor')];
  const cursor = query.get('cursor');
  const [found, book] = await Promise.all([
    services.ledger(actorOf(request), {
      cursor,
      limit: pageSize,
      ...(event === '' ? {} : { event }),
      ...(chain === '' ? {} : { chain }),
      ...(actorId === '' ? {} : { actorId }),
    }),
    services.book(),
  ]);
  const names = localNames(book, language, request.now);
  const words = staffWords[language];
  const here = new URLSearchParams({ event, chain, actor: actorId });
  const next = new URLSearchParams({ ...Object.fromEntries(here), cursor: found.nextCursor ?? '' });
  const path = request.url('/staff/ledger');
  const of = (filter: Readonly<Record<string, string>>) => `${path}?${new URLSearchParams(filter).toString()}`;
  const nameOf = (id: string): string => found.names.get(id) ?? id;
  const told = (value: JsonValue): string =>
    typeof value === 'string'
      ? nameOf(value)
      : Array.isArray(value)
        ? value.map((each: JsonValue) => told(each)).join(' ')
        : JSON.stringify(value);
  const field = (name: string, label: string, value: string) => ({ id: `filter-${name}`, name, label, value });
  return {
    kind: 'page',
    data: {
      action: path,
      verification: request.url('/staff/ledger/verification'),
      filters: [
        field('event', strings.event, event),
        field('chain', strings.chain, chain),
        field('actor', strings.actor, actorId),
      ],
      entries: found.items.map((entry) => ({
        at: entry.at,
        who: {
          kind: strings.kinds[entry.actorKind],
          name: entry.actorKind === 'complainant' || entry.actorId === null ? null : nameOf(entry.actorId),
          more: entry.actorKind === 'complainant' || entry.actorId === null ? null : of({ actor: entry.actorId }),
          office: entry.actorOffice === null ? null : names.office(entry.actorOffice),
        },
        event: entry.event,
        data: Object.entries(entry.data)
          .map(([key, value]) => `${key}: ${told(value)}`)
          .join(', '),
        chain: entry.chain,
        seq: entry.seq,
        hash: entry.hash.slice(0, 12),
      })),
      pagination:
        found.nextCursor === null && cursor === null
          ? null
          : {
              label: words.pages,
              previous: cursor === null ? null : { href: `${path}?${here.toString()}`, text: words.firstPage },
              next: found.nextCursor === null ? null : { href: `${path}?${next.toString()}`, text: words.nextPage },
            },
    },
  };
}
