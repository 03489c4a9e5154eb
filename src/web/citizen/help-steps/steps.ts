import type { Track } from '../../../kernel/actor.ts';
import type { PageRequest } from '../../page.ts';
import { phnomPenhDay } from '../../../reference/index.ts';
import type { Rung } from '../../../reference/index.ts';
import { fill, localDigits } from '../../text.ts';
import { citizenPage } from '../services.ts';
import type { CitizenReference, CitizenServices } from '../services.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, CitizenServices>;

/** The operators whose ladders are shown: those most people deal with. */
const shown: readonly (readonly [Track, string])[] = [
  ['social_assistance', 'NSAF'],
  ['social_security', 'NSSF'],
];

/** The steps of each track and their periods, as the reference data has them today for an ordinary complaint. */
export const stepsHelp = citizenPage({
  path: '/help/steps',
  permission: 'public',
  audit: { none: 'A public page that shows nothing about anybody' },
  strings: { km, en },
  template: 'citizen/steps',
  show: async (request) => ({ kind: 'page', data: present(await request.services.reference(), request) }),
});

function present(reference: CitizenReference, request: Request) {
  const t = request.strings;
  const today = phnomPenhDay(request.now);
  const number = (n: number) => localDigits(n, request.language);
  const tracks = shown.map(([track, operator]) => {
    const rungs = reference.ladder(track, operator, today);
    const first = rungs[0];
    const acknowledge = first === undefined ? null : reference.slaRule('acknowledge', first.code, 'S3', today);
    return {
      ...t.tracks[track],
      acknowledge: acknowledge === null ? null : fill(t.acknowledge, { n: number(acknowledge.period.amount) }),
      rungs: rungs.map((rung) => presentRung(rung, today, reference, request)),
    };
  });
  const window =
    reference.slaRule('file_with_regulator', 'SS1B', 'S3', today) ??
    reference.slaRule('file_with_regulator', 'SS2', 'S3', today);
  return { tracks, securityNext: fill(t.securityNext, { n: number(window?.period.amount ?? 30) }) };
}

function presentRung(rung: Rung, today: string, reference: CitizenReference, request: Request) {
  const t = request.strings;
  for (const clock of ['decide', 'settle', 'conciliate'] as const) {
    const rule = reference.slaRule(clock, rung.code, 'S3', today);
    if (rule === null) continue;
    return {
      name: rung.body[request.language],
      text: fill(t.within[clock], { n: localDigits(rule.period.amount, request.language) }),
      law: rule.force === 'law' ? fill(t.law, { instrument: rule.instrument[request.language] }) : null,
    };
  }
  return { name: rung.body[request.language], text: t.within.none, law: null };
}
