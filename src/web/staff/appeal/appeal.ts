import { InvalidInput, RuleBroken } from '../../../kernel/errors.ts';
import { fieldsOf } from '../../fields.ts';
import {
  mandateWords,
  readRepresentative,
  representativeFields,
  representativeGiven,
} from '../../mandate/filing-representative.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, showDate } from '../../text.ts';
import { referenceOf } from '../case/case-page.ts';
import { readForm } from '../../field-reader.ts';
import { localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

/**
 * An officer files with the next body for the party, or for whoever has its mandate: with the Regulator after "not settled",
 * within the window or late with a reason. Whether it may be filed, the use case says by its rule.
 */
export const appealPage = staffPage({
  path: '/staff/cases/:reference/appeal',
  section: 'work',
  permission: whoMay('case.reply_on_behalf'),
  audit: { none: 'Filing is recorded by the use case' },
  strings: {
    km: { ...km, faults: { ...mandateWords.km.faults, ...km.faults } },
    en: { ...en, faults: { ...mandateWords.en.faults, ...en.faults } },
  },
  uploads: true,
  template: 'staff/appeal',
  form: readForm((of) => ({ grounds: of.text('grounds'), lateReason: of.optional('lateReason', 2_000) })),
  show: (request) => showAppeal(request),
  async submit(request, value) {
    const reference = referenceOf(request.params);
    const { services, strings, language, now } = request;
    const actor = actorOf(request);
    const speaks = readRepresentative(request.fields, request.upload, now);
    if (speaks.faults.length > 0) return { kind: 'again', faults: speaks.faults };
    try {
      const representative = await representativeGiven(speaks.value, async (file) => {
        const [kept] = await services.attach(actor, { reference, files: [file] });
        return kept?.id ?? '';
      });
      const filed = await services.disputes.appeal(actor, { reference, ...value, representative });
      const names = localNames(await services.book(), language, now);
      const body = names.office(filed.heldBy.office);
      return showAppeal(request, fill(strings.filed, { reference: filed.reference, body }));
    } catch (error) {
      if (!(error instanceof RuleBroken) || error.rule !== 'late_appeal_needs_reason') throw error;
      throw new InvalidInput([{ field: 'lateReason', code: 'required' }]);
    }
  },
});

async function showAppeal(request: Request, filed: string | null = null): Promise<Answer> {
  const { services, strings, language } = request;
  const reference = referenceOf(request.params);
  const { caseFile, window } = await services.disputes.filingWindow(actorOf(request), reference);
  const fields = fieldsOf(request);
  const found = window.regulatorRight ?? window.appealWindow;
  const date = found === null ? '' : showDate(found.until, language);
  const said =
    found === null
      ? caseFile.track === 'social_security' && caseFile.tier === 'SS1B'
        ? strings.none
        : strings.noLimit
      : found.state === 'late'
        ? strings.late
        : window.regulatorRight !== null
          ? strings.open
          : strings.appealOpen;
  return {
    kind: 'page',
    title: `${strings.title} – ${reference}`,
    languageForm: { id: 'action', enter: 'do' },
    data: {
      back: request.url(`/staff/cases/${reference}`),
      reference,
      filed,
      action: request.url(`/staff/cases/${reference}/appeal`),
      window: fill(said, { date }),
      list: caseFile.track === 'social_security' ? Object.values(strings.list) : [],
      fields: [
        fields.textarea('grounds', { label: strings.grounds, rows: 6, max: 10_000 }),
        ...(found?.state === 'late'
          ? [fields.textarea('lateReason', { label: strings.lateReason, rows: 3, max: 2_000 })]
          : []),
        ...(caseFile.track === 'social_security' ? representativeFields(fields, language, true) : []),
      ],
    },
  };
}
