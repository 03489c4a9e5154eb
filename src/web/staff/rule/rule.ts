import { z } from 'zod';
import { NotFound } from '../../../kernel/errors.ts';
import type { FieldFault } from '../../../kernel/errors.ts';
import type { RowVersion } from '../../../reference/index.ts';
import { phnomPenhDay } from '../../../reference/index.ts';
import { fieldsOf } from '../../fields.ts';
import { formOf, requiredText } from '../../form.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, latinDigits, localDigits, showDate, showDateTime, showNumber } from '../../text.ts';
import { datedFields } from '../administration/dated-fields.ts';
import { administrationViews } from '../administration/views.ts';
import { clockName } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, asTyped, isSwitch, staffPage, whoMay } from '../staff-page.ts';
import { staffWords, word } from '../words/index.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

interface Change {
  readonly amount: number;
  readonly validFrom: string;
  readonly source: { readonly km: string; readonly en: string };
}

const changeForm = formOf(z.object({ 'source.km': requiredText(300), 'source.en': requiredText(300) }));
const reasonForm = formOf(z.object({ reason: requiredText(300) }));

/** One deadline rule: its versions, and a change of what is not law, shown before it is made. */
export const rulePage = staffPage({
  path: '/staff/settings/rules/:rule',
  section: 'settings',
  permission: whoMay('reference.manage'),
  audit: { none: 'Reference data is open to everybody; a change is recorded by its use case' },
  strings: { km, en },
  template: 'staff/rule',
  show: (request) => show(request, null, null),
  async submit(request) {
    if (isSwitch(request.fields)) return asTyped;
    const { services, fields, strings, language } = request;
    const actor = actorOf(request);
    const rule = request.params['rule'] ?? '';
    const here = request.url(`/staff/settings/rules/${encodeURIComponent(rule)}`);
    if (fields.one('go') === 'running') {
      const asked = reasonForm.parse(fields);
      if (!asked.ok) return { kind: 'again', faults: asked.faults };
      const done = await services.applyRule(actor, { rule, reason: asked.value.reason });
      const text = fill(done.next === null ? strings.applied : strings.appliedMore, {
        n: showNumber(done.changed, language),
        left: showNumber(done.left, language),
      });
      return show(request, null, text);
    }
    const change = changeOf(request);
    if (Array.isArray(change)) return { kind: 'again', faults: change };
    const wanted = change as Change;
    if (fields.one('go') !== 'apply') return show(request, wanted, null);
    const [now] = await currentVersion(request, wanted.validFrom);
    const period = now.data['period'] as { readonly amount: number; readonly unit: string };
    await services.changeReferenceRow(actor, {
      kind: 'sla_rule',
      code: rule,
      seenVersion: Number(fields.one('seen')) || now.version,
      validFrom: wanted.validFrom,
      data: { period: { ...period, amount: wanted.amount } },
      source: wanted.source,
      force: now.force === 'law' ? 'default' : now.force,
    });
    return { kind: 'redirect', to: `${here}?done=changed` };
  },
});

/** The form that was written in: that for deadlines that run, where a reason was typed. */
function typedForm({ fields }: Request) {
  return fields.has('reason') ? { id: 'running-form', enter: 'running' } : { id: 'typed', enter: 'preview' };
}

/** What the form asks for, or what is wrong with it. */
function changeOf({ fields, now }: Request): Change | FieldFault[] {
  const parsed = changeForm.parse(fields);
  const faults: FieldFault[] = parsed.ok ? [] : [...parsed.faults];
  const amount = latinDigits(fields.one('amount'));
  if (!/^[1-9][0-9]{0,2}$/.test(amount)) faults.push({ field: 'amount', code: 'whole' });
  const validFrom = fields.one('validFrom');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(validFrom) || Number.isNaN(Date.parse(validFrom))) {
    faults.push({ field: 'validFrom', code: 'date' });
  } else if (validFrom < phnomPenhDay(now)) faults.push({ field: 'validFrom', code: 'reference.past_day' });
  if (faults.length > 0) return faults;
  return {
    amount: Number(amount),
    validFrom,
    source: { km: fields.one('source.km'), en: fields.one('source.en') },
  };
}

/** The version in force on a day, and all of them. */
async function currentVersion(request: Request, on: string): Promise<readonly [RowVersion, readonly RowVersion[]]> {
  const rule = request.params['rule'] ?? '';
  const versions = await request.services.ruleVersions(actorOf(request), rule);
  const found = versions.find(({ validFrom, validTo }) => validFrom <= on && (validTo === null || validTo >= on));
  const shown = found ?? versions[0];
  if (shown === undefined) throw new NotFound('reference.row_not_found');
  return [shown, versions];
}

async function show(request: Request, asked: Change | null, done: string | null): Promise<Answer> {
  const { services, strings, language, now, url, query } = request;
  const rule = request.params['rule'] ?? '';
  const [current, versions] = await currentVersion(request, phnomPenhDay(now));
  const period = current.data['period'] as { readonly amount: number; readonly unit: 'working_days' | 'clock_hours' };
  // Counting all open deadlines takes its time: only for whoever asks what a change means.
  const effect = asked === null ? null : await services.ruleEffect(actorOf(request), { rule, amount: asked.amount });
  const words = staffWords[language];
  const fields = fieldsOf(request);
  const row = (key: string, ...values: string[]) => ({ key, values, action: null });
  const text = (key: string) => (typeof current.data[key] === 'string' ? current.data[key] : '');
  const say = ({ data }: RowVersion) => {
    const { amount, unit } = data['period'] as typeof period;
    return fill(unit === 'working_days' ? strings.workingDays : strings.hours, { n: localDigits(amount, language) });
  };
  const running = (effect?.running ?? []).map((each) =>
    fill(strings.running, { n: showNumber(each.count, language), version: localDigits(each.version, language) }),
  );
  const isLaw = current.force === 'law';
  const all = (effect?.running ?? []).reduce((sum, each) => sum + each.count, 0);
  return {
    kind: 'page',
    title: rule,
    ...(isLaw ? {} : { languageForm: typedForm(request) }),
    data: {
      views: administrationViews(request, 'rules'),
      back: url('/staff/settings'),
      action: url(`/staff/settings/rules/${encodeURIComponent(rule)}`),
      done: done ?? (query.get('done') === 'changed' ? strings.changed : null),
      isLaw,
      seen: current.version,
      rows: [
        row(strings.rows.clock, clockName(text('clock'), language)),
        row(strings.rows.where, text('tier') === '' ? strings.everyTier : text('tier')),
        row(strings.rows.severity, text('severity')),
        row(strings.rows.period, say(current)),
        row(strings.rows.force, words.forces[current.force]),
        row(strings.rows.instrument, current.source[language]),
        ...(effect === null
          ? []
          : [row(strings.rows.running, ...(running.length === 0 ? [strings.runningNone] : running))]),
      ],
      versions: versions.map((each) => ({
        name: fill(strings.version, { n: localDigits(each.version, language) }),
        period: say(each),
        dates: fill(each.validTo === null ? strings.from : strings.fromTo, {
          from: showDate(each.validFrom, language),
          to: each.validTo === null ? '' : showDate(each.validTo, language),
        }),
        origin: each.origin === 'administrator' ? strings.byAdministrator : strings.shipped,
        source: each.source[language],
        force: word(words.forces, each.force),
      })),
      form: [
        fields.text('amount', {
          label: strings.amount,
          hint: fill(strings.amountHint, { unit: strings.units[period.unit] }),
          value: String(period.amount),
          width: '3',
          inputMode: 'numeric',
        }),
        ...datedFields(fields, strings, phnomPenhDay(now)),
      ],
      effect:
        effect === null
          ? null
          : {
              dates: fill(strings.effectDates, {
                from: showDateTime(effect.endsNow, language),
                to: showDateTime(effect.wouldEnd, language),
              }),
              running: fill(strings.effectRunning, { n: showNumber(all, language) }),
            },
      reason: fields.text('reason', { label: strings.reason, hint: strings.reasonHint }),
      mayApply: !isLaw && versions.length > 1,
    },
  };
}
