import { fieldsOf } from '../../fields.ts';
import type { PageRequest } from '../../page.ts';
import { kitStrings } from '../../strings/index.ts';
import { aboutKinds, contactChannels } from '../services.ts';
import type { CitizenServices } from '../services.ts';
import type { Strings } from './en.ts';
import { unsure } from './facts.ts';
import type { Facts, Step } from './facts.ts';
import { asksAboutLife } from './form.ts';
import { problemIcon } from './icons.ts';
import { foundStep, other, placeItem, placesField, searchField } from './place-steps.ts';
import { block, single } from './step-view.ts';
import type { StepView } from './step-view.ts';
import { helpTopics, programmesOf, topicIcon, topics } from './topics.ts';

type Request = PageRequest<Strings, CitizenServices>;
type Fields = ReturnType<typeof fieldsOf>;

/** The question of a step, with what was answered and what is wrong with it. */
export function showStep(step: Step, facts: Facts, request: Request): StepView {
  const t = request.strings;
  const f = fieldsOf(request);
  switch (step) {
    case 'topic': {
      const items = topics.map((topic) => ({
        value: topic,
        icon: topicIcon(topic),
        ...t.topic.items[topic],
        divider: topic === 'unsure' ? kitStrings[request.language].or : null,
      }));
      return single(
        t.topic.label,
        f.radios('topic', { label: t.topic.label, hint: t.topic.hint, heading: true, look: 'cards', items }),
      );
    }
    case 'programme':
      return programmeStep(facts, request, f);
    case 'problem': {
      const label = facts.isProtected && facts.topic === 'protection' ? t.problem.protectedLabel : t.problem.label;
      const items = facts.categories.map((one) => ({
        value: one.code,
        label: one.question[request.language],
        icon: problemIcon(one.icon),
        also: `${one.name.km} ${one.name.en} ${other(one.question, request.language)}`,
      }));
      const filter = items.length > 8 ? t.problem.filter : null;
      return single(
        label,
        f.radios('category', { label, hint: t.problem.hint, heading: true, look: 'cards', items, filter }),
      );
    }
    case 'province': {
      const items = facts.reference.places().map((place) => placeItem(place, request.language, false));
      const field = f.radios('province', {
        label: t.province.label,
        hint: t.province.hint,
        heading: true,
        look: 'grid',
        items,
        filter: t.province.filter,
      });
      return { ...single(t.province.label, field), search: { field: searchField(t, f), none: null } };
    }
    case 'found':
      return foundStep(facts, request, f);
    case 'district':
      return single(t.district.label, placesField('district', facts.districts, t.district, request, f));
    case 'commune':
      return single(t.commune.label, placesField('commune', facts.communes, t.commune, request, f));
    case 'story':
      return storyStep(facts, request, f);
    case 'files':
      // The list and the input are a partial of their own.
      return { title: t.files.label, heading: t.files.label, search: null, blocks: [] };
    case 'about': {
      const items = [...aboutKinds, 'nobody' as const].map((kind) => ({
        value: kind === 'nobody' ? '' : kind,
        label: t.about.items[kind],
      }));
      const who = f.radios('about.kind', { label: t.about.label, hint: t.about.hint, heading: true, items });
      return {
        title: t.about.title,
        heading: null,
        search: null,
        blocks: [block([who, f.text('about.name', { label: t.about.name })])],
      };
    }
    case 'remedy':
      return single(
        t.remedy.label,
        f.textarea('remedySought', { label: t.remedy.label, hint: t.remedy.hint, heading: true, rows: 4, max: 2_000 }),
      );
    case 'identity': {
      const items = (['named', 'confidential', 'anonymous'] as const).map((value) => ({
        value,
        ...t.identity.items[value],
      }));
      const sensitive = f.checkboxes('protected', {
        label: t.identity.sensitiveLegend,
        items: [{ value: 'yes', label: t.identity.sensitive }],
      });
      const fields = [f.radios('identity', { label: t.identity.label, hint: t.identity.hint, heading: true, items })];
      return {
        title: t.identity.label,
        heading: null,
        search: null,
        blocks: [block(fields), ...(facts.isProtected ? [] : [block([sensitive])])],
      };
    }
    case 'person':
      return personStep(facts, request, f);
    case 'contact':
      return contactStep(request, f);
    case 'check':
      return { title: t.check.label, heading: t.check.label, search: null, blocks: [] };
  }
}

function programmeStep(facts: Facts, request: Request, f: Fields): StepView {
  const t = request.strings;
  const words: Readonly<Record<string, string>> = t.programme.unsureItems;
  const all = facts.reference.programmes(facts.today);
  const items =
    facts.topic === 'protection'
      ? helpTopics.flatMap((topic) => {
          const first = programmesOf(topic, all)[0];
          return first === undefined
            ? []
            : [{ value: first.code, label: t.topic.items[topic].label, icon: topicIcon(topic) }];
        })
      : facts.choices.map((one) => ({
          value: one.code,
          label: (facts.topic === 'unsure' ? words[one.code] : undefined) ?? one.name[request.language],
        }));
  const label =
    facts.topic === 'protection'
      ? t.programme.protectedLabel
      : facts.topic === 'unsure'
        ? t.programme.unsureLabel
        : t.programme.label;
  const unknown = { value: unsure, label: t.programme.unsure, divider: kitStrings[request.language].or };
  return single(
    label,
    f.radios('programme', { label, heading: true, look: 'cards', items: [...distinct(items), unknown] }),
  );
}

function distinct<T extends { readonly value: string }>(items: readonly T[]): readonly T[] {
  return items.filter((item, index) => items.findIndex((one) => one.value === item.value) === index);
}

function storyStep(facts: Facts, request: Request, f: Fields): StepView {
  const t = request.strings.story;
  const ui = kitStrings[request.language];
  const narrative = f.textarea('narrative', {
    label: t.label,
    hint: facts.isProtected ? t.protectedHint : t.hint,
    rows: 9,
    max: 10_000,
    heading: true,
  });
  const date = f.date('occurredOn', { label: t.dateLabel, hint: t.dateHint, labels: [ui.day, ui.month, ui.year] });
  const life = f.checkboxes('lifeThreatening', {
    label: t.lifeLegend,
    items: [{ value: 'yes', label: t.life, hint: t.lifeHint }],
  });
  return {
    title: t.title,
    heading: null,
    search: null,
    blocks: [
      block([narrative]),
      ...(asksAboutLife(facts) ? [block([life])] : []),
      ...(facts.isProtected ? [] : [block([date])]),
    ],
  };
}

function personStep(facts: Facts, request: Request, f: Fields): StepView {
  const t = request.strings.person;
  const choices = <K extends string>(words: Readonly<Record<K, string>>) =>
    Object.entries<string>(words).map(([value, label]) => ({ value, label }));
  const autocomplete = (name: string) => (facts.minimal ? 'off' : name);
  const name = f.text('complainant.name', { label: t.name, hint: t.nameHint, autocomplete: autocomplete('name') });
  const sex = f.radios('complainant.sex', { label: t.sex, items: choices(t.sexes), look: 'grid' });
  const disability = f.radios('complainant.disability', {
    label: t.disability,
    items: choices(t.disabilities),
    look: 'grid',
  });
  const year = f.text('complainant.birthYear', {
    label: t.birthYear,
    hint: t.birthYearHint,
    inputMode: 'numeric',
    width: '4',
    autocomplete: autocomplete('bday-year'),
  });
  const id = (key: keyof typeof t.ids, inputMode?: string) =>
    f.text(`complainant.ids.${key}`, {
      label: t.ids[key],
      width: '20',
      autocomplete: 'off',
      ...(inputMode === undefined ? {} : { inputMode }),
    });
  const ids = [id('socialProtectionId', 'numeric'), id('nssfMemberId'), id('equityCard'), id('nationalId')];
  return {
    title: t.title,
    heading: t.title,
    search: null,
    blocks: facts.minimal
      ? [block([name])]
      : [block([name, sex, year, disability]), { heading: t.idsTitle, hint: t.idsHint, when: null, fields: ids }],
  };
}

function contactStep(request: Request, f: Fields): StepView {
  const t = request.strings.contact;
  const channel = f.radios('complainant.contact.channel', {
    label: t.label,
    items: contactChannels.map((value) => ({ value, label: t.items[value] })),
  });
  const helper = f.group('representative', [
    f.text('representative.name', { label: t.representativeName }),
    f.text('representative.phone', { label: t.representativePhone, type: 'tel', inputMode: 'tel', width: '20' }),
    f.text('representative.relation', { label: t.representativeRelation, width: '20' }),
  ]);
  const safe = f.radios('complainant.contact.safe', {
    label: t.safe,
    hint: t.safeHint,
    items: [
      { value: 'yes', label: t.safeItems.yes },
      { value: 'no', label: t.safeItems.no },
    ],
  });
  const phone = f.text('complainant.phone', {
    label: t.phone,
    hint: t.phoneHint,
    type: 'tel',
    inputMode: 'tel',
    autocomplete: 'tel',
    width: '20',
  });
  return {
    title: t.title,
    heading: t.title,
    search: null,
    blocks: [
      block([channel]),
      block([phone], 'phone'),
      block(
        [
          f.text('complainant.email', {
            label: t.email,
            type: 'email',
            inputMode: 'email',
            autocomplete: 'email',
            width: '30',
          }),
        ],
        'email',
      ),
      block([f.text('complainant.address', { label: t.address, hint: t.addressHint })], 'address'),
      block([safe, f.text('complainant.contact.note', { label: t.note, hint: t.noteHint })], 'safe'),
      block([
        f.checkboxes('representative', {
          label: t.representativeLegend,
          items: [{ value: 'yes', label: t.representative, inside: helper }],
        }),
      ]),
    ],
  };
}
