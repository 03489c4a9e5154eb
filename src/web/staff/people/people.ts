import { may } from '../../../access/index.ts';
import type { Person } from '../../../access/index.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';
import { officeMeant } from './office-meant.ts';

const pageSize = 50;

/** How somebody stands on record. */
export function stateOf(person: Person): 'active' | 'invited' | 'left' {
  return person.active ? 'active' : person.deactivatedAt === null ? 'invited' : 'left';
}

/** Everybody on record, of one office when asked. */
export const peoplePage = staffPage({
  path: '/staff/people',
  section: 'people',
  permission: whoMay('people.read'),
  audit: 'people.list_opened',
  strings: { km, en },
  template: 'staff/people',
  show: (request) => list(request),
});

async function list(request: PageRequest<Strings, StaffServices>): Promise<Answer> {
  const { services, strings, language, query } = request;
  const actor = actorOf(request);
  const book = await services.book();
  const typed = query.get('office') ?? '';
  const office = officeMeant(book, typed);
  const cursor = query.get('cursor');
  const found =
    typed !== '' && office === null
      ? { items: [], nextCursor: null }
      : await services.people(actor, { cursor, limit: pageSize, ...(office === null ? {} : { office }) });
  const words = staffWords[language];
  const names = localNames(book, language, request.now);
  const here = `${request.url('/staff/people')}?office=${encodeURIComponent(typed)}`;
  return {
    kind: 'page',
    data: {
      action: request.url('/staff/people'),
      invite: may(actor.role, 'people.manage') ? request.url('/staff/people/invite') : null,
      office: typed,
      people: found.items.map((person) => ({
        name: language === 'en' ? (person.nameLatin ?? person.name) : person.name,
        href: may(actor.role, 'people.manage') ? request.url(`/staff/people/${person.id}`) : null,
        email: person.email,
        role: word(words.roles, person.role),
        office: names.office(person.office),
        state: strings.states[stateOf(person)],
        colour: stateOf(person) === 'active' ? 'green' : stateOf(person) === 'invited' ? 'yellow' : 'grey',
      })),
      pagination:
        found.nextCursor === null && cursor === null
          ? null
          : {
              label: words.pages,
              previous: cursor === null ? null : { href: here, text: words.firstPage },
              next:
                found.nextCursor === null
                  ? null
                  : { href: `${here}&cursor=${encodeURIComponent(found.nextCursor)}`, text: words.nextPage },
            },
    },
  };
}
