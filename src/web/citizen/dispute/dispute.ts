import { Conflict, InvalidInput, NotFound, RuleBroken } from '../../../kernel/errors.ts';
import { disputeRules, statementItems } from '../../../resolution/index.ts';
import { Faults } from '../../faults.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, showDate } from '../../text.ts';
import { citizenPage } from '../services.ts';
import type { CaseKey, CitizenServices } from '../services.ts';
import { keyForm } from '../track/form.ts';
import { switchForm, typedAct } from '../typed-act.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { partyActOf, partyActs, partyForms } from './form.ts';
import type { PartyAct } from './form.ts';
import { km } from './km.ts';
import { presentKey, presentOwnDispute } from './present.ts';
import { nothingTried } from './tried.ts';
import type { Tried } from './tried.ts';

type Request = PageRequest<Strings, CitizenServices>;

/**
 * A party's own page of its dispute. Number and receipt open it, and every form on it carries both, as on the page that
 * follows a complaint; a wrong pair gets the same answer whatever is wrong about it.
 */
export const ownDisputePage = citizenPage({
  path: '/complaints/dispute',
  permission: 'public',
  audit: { none: 'The use cases that open or change a dispute record it themselves' },
  strings: { km, en },
  template: 'citizen/dispute-key',
  limit: (fields) => (fields.one('go') === 'code' ? 'sign-in' : 'lookup'),
  form: keyForm,
  show: (request) => keyPage(request, false),
  async submit(request, key) {
    try {
      const { fields, services, language } = request;
      if (fields.one('paper') !== '') {
        const paper = await services.dispute.paper(key, { id: fields.one('paper'), language });
        return { kind: 'file', body: paper.content, type: paper.mediaType, fileName: paper.fileName };
      }
      if (fields.one('calendar') !== '') {
        const text = await services.dispute.calendar(key, { session: fields.one('calendar'), language });
        return { kind: 'file', body: text, type: 'text/calendar; charset=utf-8', fileName: 'meeting.ics' };
      }
      const act = partyActOf(fields);
      const tried =
        act === null ? { ...nothingTried, act: typedAct(fields, partyActs) } : await attempt(act, key, request);
      return await disputeAnswer(key, tried, request);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      return keyPage(request, true);
    }
  },
});

function keyPage(request: Request, notFound: boolean): Answer {
  return {
    kind: 'page',
    ...(notFound ? { status: 404 } : {}),
    data: presentKey(request, notFound),
    secret: true,
    languageForm: { id: 'track', enter: 'open' },
  };
}

async function disputeAnswer(key: CaseKey, tried: Tried, request: Request): Promise<Answer> {
  const own = await request.services.dispute.open(key, {});
  const data = presentOwnDispute(key, own, tried, request);
  return {
    kind: 'page',
    status: tried.faults.any ? 422 : tried.refused !== null ? 409 : 200,
    template: 'citizen/dispute',
    title: `${request.strings.title} ${own.view.reference}`,
    data: {
      ...data,
      ...(tried.faults.any ? { errors: tried.faults.summary } : {}),
    },
    secret: true,
    languageForm: switchForm(data.actions, tried.act, request.fields),
  };
}

/** Does what was asked; a rule that forbids it now is told on the page in words, everything typed kept. */
async function attempt(act: PartyAct, key: CaseKey, request: Request): Promise<Tried> {
  const { strings, language } = request;
  const faulty = (faults: ConstructorParameters<typeof Faults>[0]): Tried => ({
    ...nothingTried,
    act,
    faults: new Faults(faults, strings.faults, language),
  });
  const parsed = partyForms[act].parse(request.fields);
  if (!parsed.ok) return faulty(parsed.faults);
  try {
    const done = await perform(act, key, request);
    return { ...nothingTried, act: act === 'code' ? act : null, done };
  } catch (error) {
    if (error instanceof InvalidInput) return faulty(error.fields);
    if (!(error instanceof RuleBroken || error instanceof Conflict)) throw error;
    return { ...nothingTried, act, refused: ruleText(error, language) };
  }
}

function ruleText(error: RuleBroken | Conflict, language: 'km' | 'en'): string {
  const known: Readonly<Record<string, string>> = disputeRules[language];
  const shown = Object.entries(error.params).map(([name, value]) => [
    name,
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? showDate(value, language) : value,
  ]);
  const name = error instanceof RuleBroken ? error.rule : 'terms_changed';
  return fill(known[name] ?? disputeRules[language].dispute_is_over, Object.fromEntries(shown));
}

async function perform(act: PartyAct, key: CaseKey, { fields, services, strings }: Request): Promise<string> {
  const { dispute } = services;
  const given = fields.one('given') === 'yes';
  const reason = fields.one('reason');
  const hash = fields.one('hash');
  const session = fields.one('session');
  switch (act) {
    case 'consent':
      await dispute.consent(key, { given });
      break;
    case 'state': {
      const items = statementItems.flatMap((item) => (fields.one(item) === '' ? [] : [[item, fields.one(item)]]));
      await dispute.state(key, { items: Object.fromEntries(items) as Record<string, string> });
      break;
    }
    case 'challenge':
      await dispute.challenge(key, { neutral: fields.one('neutral'), reason });
      break;
    case 'extend': {
      const parsed = partyForms.extend.parse(fields);
      const { granted } = await dispute.extend(key, { until: parsed.ok ? parsed.value.until : '' });
      return granted ? strings.done.granted : strings.done.extend;
    }
    case 'answer-invitation':
      await dispute.answerInvitation(key, {
        session,
        answer: fields.one('answer') === 'coming' ? 'coming' : 'not_coming',
      });
      break;
    case 'approve':
      await dispute.approveMinutes(key, { session, hash });
      break;
    case 'offer':
      await dispute.offer(key, { text: fields.one('text') });
      break;
    case 'code':
      await dispute.sendCode(key, { hash });
      break;
    case 'sign': {
      const answer = await dispute.sign(key, { hash, code: fields.one('code') });
      // The attempt is counted; what is wrong with the code is told as a rule.
      if (!answer.signed) throw new RuleBroken(answer.rule);
      break;
    }
    case 'obligation':
      await dispute.answerObligation(key, {
        obligation: fields.one('obligation'),
        done: fields.one('done') === 'yes',
      });
      break;
    case 'oppose':
      await dispute.oppose(key, { reason });
      break;
    case 'nadr':
      await dispute.consentToNadr(key, { given });
      break;
    case 'withdraw':
      await dispute.withdraw(key, { reason });
      break;
  }
  return strings.done[act];
}
