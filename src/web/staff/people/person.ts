import { z } from 'zod';
import type { SsoState } from '../../../access/index.ts';
import { roles } from '../../../kernel/actor.ts';
import { fieldsOf } from '../../fields.ts';
import { choice, formOf, requiredText } from '../../form.ts';
import type { PageRequest } from '../../page.ts';
import { fill, showDateTime } from '../../text.ts';
import { localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, asTyped, isSwitch, staffPage, whoMay } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { showLink } from './invite.ts';
import { km } from './km.ts';
import { officeMeant } from './office-meant.ts';
import { stateOf } from './people.ts';

function ssoText(sso: SsoState, { strings, language }: PageRequest<Strings, StaffServices>): string {
  if (!sso.allowed) return strings.ssoStates.no;
  if (sso.linkedAt === null) return strings.ssoStates.allowed;
  return fill(strings.ssoStates.linked, { date: showDateTime(sso.linkedAt, language) });
}

const moveForm = formOf(z.object({ role: choice(roles), office: requiredText(200) }));

/** One person: move, invite again, end the access. */
export const personPage = staffPage({
  path: '/staff/people/:person',
  section: 'people',
  permission: whoMay('people.manage'),
  audit: 'person.opened',
  strings: { km, en },
  template: 'staff/person',
  async show(request) {
    const { services, strings, language } = request;
    const actor = actorOf(request);
    const [person, book] = await Promise.all([services.person(actor, request.params['person'] ?? ''), services.book()]);
    const sso = await services.singleSignOn?.state(actor, person.id);
    const words = staffWords[language];
    const names = localNames(book, language, request.now);
    const fields = fieldsOf(request);
    const row = (key: string, ...values: (string | null)[]) => ({
      key,
      values: values.filter((value) => value !== null),
      action: null,
    });
    const state = stateOf(person);
    const done = request.query.get('done');
    return {
      kind: 'page',
      title: person.name,
      ...(state === 'left' || person.id === actor.personId ? {} : { languageForm: { id: 'typed', enter: 'move' } }),
      data: {
        action: request.url(`/staff/people/${person.id}`),
        back: request.url('/staff/people'),
        done: done === 'moved' || done === 'ended' || done === 'sso' ? strings.done[done] : null,
        name: person.name,
        state: strings.states[state],
        colour: state === 'active' ? 'green' : state === 'invited' ? 'yellow' : 'grey',
        rows: [
          row(strings.role, word(words.roles, person.role)),
          row(strings.office, names.office(person.office), person.office),
          row(strings.email, person.email),
          ...(person.phone === null ? [] : [row(strings.phone, person.phone)]),
          ...(sso === undefined ? [] : [row(strings.ssoTitle, ssoText(sso, request))]),
        ],
        isOwn: person.id === actor.personId,
        isActive: state !== 'left',
        sso: sso === undefined || state === 'left' ? null : { isAllowed: sso.allowed },
        move: [
          fields.select('role', {
            label: strings.role,
            value: person.role,
            items: roles.map((role) => ({ value: role, label: words.roles[role] })),
          }),
          fields.text('office', {
            label: strings.office,
            hint: strings.officeHint,
            value: person.office,
            width: '30',
          }),
        ],
      },
    };
  },
  async submit(request) {
    if (isSwitch(request.fields)) return asTyped;
    const { services, fields } = request;
    const actor = actorOf(request);
    const personId = request.params['person'] ?? '';
    const person = await services.person(actor, personId);
    const here = request.url(`/staff/people/${personId}`);
    switch (fields.one('go')) {
      case 'again':
        return showLink(request, await services.inviteAgain(actor, personId), person.name);
      case 'sso-allow':
        await services.singleSignOn?.allow(actor, personId);
        return { kind: 'redirect', to: `${here}?done=sso` };
      case 'sso-withdraw':
        await services.singleSignOn?.withdraw(actor, personId);
        return { kind: 'redirect', to: `${here}?done=sso` };
      case 'end':
        await services.deactivatePerson(actor, personId);
        return { kind: 'redirect', to: `${here}?done=ended` };
      default: {
        const asked = moveForm.parse(fields);
        if (!asked.ok) return { kind: 'again', faults: asked.faults };
        const office = officeMeant(await services.book(), asked.value.office);
        if (office === null) return { kind: 'again', faults: [{ field: 'office', code: 'office.unknown' }] };
        const invited = await services.movePerson(actor, { personId, role: asked.value.role, office });
        return invited === null
          ? { kind: 'redirect', to: `${here}?done=moved` }
          : showLink(request, invited, person.name);
      }
    }
  },
});
