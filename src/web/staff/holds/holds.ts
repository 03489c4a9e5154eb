import { z } from 'zod';
import { parseReference } from '../../../cases/index.ts';
import { NotFound } from '../../../kernel/errors.ts';
import { fieldsOf } from '../../fields.ts';
import { formOf, requiredText } from '../../form.ts';
import { fill, showDateTime } from '../../text.ts';
import { readableView } from '../readable.ts';
import { actorOf, asTyped, isSwitch, staffPage, whoMay } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { en } from './en.ts';
import { km } from './km.ts';

const path = '/staff/holds';
const placeForm = formOf(z.object({ reference: requiredText(40), reason: requiredText(2_000) }));
const liftForm = formOf(z.object({ liftReason: requiredText(2_000) }));

/** Legal holds: those that stand, placing one, lifting one. Whoever keeps them reads no case. */
export const holdsPage = staffPage({
  path,
  section: 'holds',
  permission: whoMay('legal_hold.manage'),
  audit: 'legal_hold.list_opened',
  strings: { km, en },
  template: 'staff/holds',
  async show(request) {
    const { strings, language, services } = request;
    const words = staffWords[language];
    const holds = await services.holds(actorOf(request));
    const fields = fieldsOf(request);
    const done = request.query.get('done');
    const lifting = request.fields.one('lift');
    return {
      kind: 'page',
      languageForm: holds.some(({ id }) => id === lifting) ? 'lifting' : 'typed',
      data: {
        action: request.url(path),
        done: done === 'placed' || done === 'lifted' ? strings.done[done] : null,
        holds: holds.map((hold) => ({
          id: hold.id,
          reference: hold.reference,
          placed: fill(strings.placed, { date: showDateTime(hold.placedAt, language) }),
          reason: readableView(hold.reason, words),
          isOpen: hold.id === lifting,
          // One field a hold, each with an id of its own; what was typed stands where it was typed.
          field: {
            ...fields.textarea('liftReason', { label: strings.liftReason, rows: 2, max: 2_000 }),
            id: hold.id === lifting ? 'liftReason' : `liftReason-${hold.id}`,
            ...(hold.id === lifting ? {} : { value: '', error: null, describedBy: `liftReason-${hold.id}-count` }),
          },
        })),
        place: [
          fields.text('reference', { label: strings.reference, width: '20', autocomplete: 'off' }),
          fields.textarea('reason', { label: strings.placeReason, rows: 3, max: 2_000 }),
        ],
      },
    };
  },
  async submit(request) {
    if (isSwitch(request.fields)) return asTyped;
    const { services, fields } = request;
    const actor = actorOf(request);
    const lifting = fields.one('lift');
    if (lifting !== '') {
      const asked = liftForm.parse(fields);
      if (!asked.ok) return { kind: 'again', faults: asked.faults };
      await services.liftHold(actor, { id: lifting, reason: asked.value.liftReason });
      return { kind: 'redirect', to: `${request.url(path)}?done=lifted` };
    }
    const asked = placeForm.parse(fields);
    if (!asked.ok) return { kind: 'again', faults: asked.faults };
    const reference = parseReference(asked.value.reference);
    const unknown = { kind: 'again', faults: [{ field: 'reference', code: 'unknown' }] } as const;
    if (reference === null) return unknown;
    try {
      await services.placeHold(actor, { reference, reason: asked.value.reason });
    } catch (error) {
      if (error instanceof NotFound) return unknown;
      throw error;
    }
    return { kind: 'redirect', to: `${request.url(path)}?done=placed` };
  },
});
