import { complainantEvents, recipientsFor, staffEvents } from '../../src/notifications/domain/recipients.ts';
import { isDiscreet, isDiscreetForStaff, type CaseSubject } from '../../src/notifications/domain/case-subject.ts';
import {
  complainantTemplate,
  staffTemplate,
  templateChannels,
  type TemplateName,
} from '../../src/notifications/domain/notice-contexts.ts';
import { noticeTemplates } from '../../src/notifications/index.ts';
import { longestContexts } from '../../src/notifications/template-samples.ts';

const templates = noticeTemplates();

/** Every kind of case whose messages must not say what it is about. */
const kinds = (['named', 'confidential', 'anonymous'] as const).flatMap((identity) =>
  [true, false].map((isProtected) => ({ identity, protected: isProtected })),
);
const hinting = (of: (typeof kinds)[number]) => of.protected || of.identity !== 'named';

/** All that a template can say, in both languages, on every channel it has. */
const said = (name: TemplateName) =>
  templateChannels[name].flatMap((channel) =>
    (['km', 'en'] as const).map((language) => {
      const { subject, body } = templates.render(name, channel, language, longestContexts[language][name] as never);
      return `${subject ?? ''}\n${body}`;
    }),
  );

/** Values that would give a case away: what the samples put into programme, category, office, deadlines. */
const telling = (name: TemplateName) =>
  Object.keys(longestContexts.en[name]).filter((key) =>
    ['programme', 'category', 'level', 'clock', 'narrative', 'name', 'complainant'].includes(key),
  );

test.each([...complainantEvents])(
  '%s: the complainant of a case that must stay quiet gets the neutral message alone',
  (event) => {
    for (const of of kinds) {
      const template = complainantTemplate(event, isDiscreet(of));
      expect([of, template]).toEqual([of, hinting(of) ? 'discreet' : event]);
    }
  },
);

test.each([...staffEvents])('%s: staff are told of a case that must stay quiet without what it is about', (event) => {
  for (const of of kinds.filter((each) => each.protected || each.identity === 'confidential')) {
    const template = staffTemplate(event, isDiscreetForStaff(of));
    expect(['staff.discreet', 'staff.break_glass.opened', 'staff.identity.requested']).toContain(template);
  }
});

test('the neutral messages are given nothing that could hint, and so print the same for every matter', () => {
  for (const name of ['discreet', 'staff.discreet', 'staff.break_glass.opened', 'staff.identity.requested'] as const) {
    expect([name, telling(name)]).toEqual([name, []]);
    for (const text of said(name)) {
      expect(text).not.toMatch(/FP-|PRT|GBV|SEA|CHD|violence|corrupt|child|protection desk|អំពើហិង្សា|ពុករលួយ|កុមារ/i);
    }
  }
});

test('an event that nobody has thought of is told to nobody', () => {
  const subject = { protected: true, identity: 'named', track: 'social_assistance', heldOffice: '12' } as CaseSubject;
  for (const event of ['case.marked_protected', 'identity.read', 'legal_hold.placed', 'something.new']) {
    expect(recipientsFor(event, {}, subject)).toEqual({ complainant: null, staff: null });
  }
});
