import { modes } from '../../../resolution/index.ts';
import { fieldsOf } from '../../fields.ts';
import { actAnswer } from '../act/act-frame.ts';
import { referenceOf } from '../case/case-page.ts';
import { disputeWords } from '../dispute-words/index.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { actContext } from './act-page.ts';
import { en } from './en.ts';
import { readForm } from '../../field-reader.ts';
import { km } from './km.ts';

/** Opening a dispute file for a case that the office holds. What stands against it, the use case says by its rule. */
export const openDisputePage = staffPage({
  path: '/staff/cases/:reference/dispute/open',
  section: 'disputes',
  permission: whoMay('resolution.manage'),
  audit: { none: 'Opening a dispute file is recorded by the use case' },
  strings: { km, en },
  template: 'staff/dispute-act',
  form: readForm((of) => ({
    mode: of.choice('mode', modes),
    panelSize: of.choice('panelSize', ['1', '3']) === '3' ? (3 as const) : (1 as const),
    byAgreement: of.ticked('byAgreement'),
  })),
  async show(request) {
    const { strings, language } = request;
    const { dossier, names } = await actContext(request);
    const { caseFile } = dossier;
    const fields = fieldsOf(request);
    const { f } = strings;
    const here = request.url(`/staff/cases/${caseFile.reference}/dispute`);
    const frame = {
      back: here,
      reference: caseFile.reference,
      subject: `${names.category(caseFile.category)} · ${names.programme(caseFile.programme)}`,
      words: strings.acts.open,
      action: `${here}/open`,
      version: null,
      closed: null,
      changed: false,
      grave: false,
    };
    return actAnswer(request, frame, {
      fields: [
        fields.radios('mode', {
          label: f.mode,
          value: 'conciliation',
          items: modes.map((value) => ({ value, label: disputeWords[language].modes[value] })),
        }),
        fields.radios('panelSize', {
          label: f.panelSize,
          value: '1',
          items: [
            { value: '1', label: f.one },
            { value: '3', label: f.three },
          ],
        }),
        fields.checkboxes('byAgreement', {
          label: disputeWords[language].levels.agreed,
          hint: f.byAgreementHint,
          items: [{ value: 'yes', label: f.byAgreement }],
        }),
      ],
    });
  },
  async submit(request, value) {
    const reference = referenceOf(request.params);
    await request.services.disputes.open(actorOf(request), { reference, ...value });
    return { kind: 'redirect', to: `${request.url(`/staff/cases/${reference}/dispute`)}?done=open` };
  },
});
