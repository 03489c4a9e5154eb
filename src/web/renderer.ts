import { fileURLToPath } from 'node:url';
import { ExpressHandlebars } from 'express-handlebars';
import type { Assets } from './assets.ts';
import type { Language } from '../kernel/language.ts';
import { fill, localDigits, showDate, showDateTime, showMoney, showNumber, showTime } from './text.ts';

/** Puts data into a template of templates/web. */
export interface Renderer {
  render(template: string, data: object): Promise<string>;
}

interface HelperCall {
  readonly hash: Readonly<Record<string, string | number>>;
  readonly data: { readonly root: { readonly language: Language } };
}

const folder = fileURLToPath(new URL('../../templates/web', import.meta.url));
const language = (call: HelperCall) => call.data.root.language;

const helpers = {
  /** `{{#if (eq a b)}}` */
  eq: (left: unknown, right: unknown) => left === right,
  /** `{{fill t.greeting name=person.name}}` puts values into `{name}` placeholders. */
  fill: (text: string, call: HelperCall) => fill(text, call.hash),
  /** `{{date dueOn}}`: a Date or `YYYY-MM-DD`, in the language of the page, Phnom Penh time. */
  date: (value: Date | string, call: HelperCall) => showDate(value, language(call)),
  time: (value: Date | string, call: HelperCall) => showTime(value, language(call)),
  dateTime: (value: Date | string, call: HelperCall) => showDateTime(value, language(call)),
  /** Machine-readable instant for `<time datetime>`. */
  iso: (value: Date | string) => (typeof value === 'string' ? value : value.toISOString()),
  /** `{{money amountKhr}}`: whole riel. */
  money: (value: number, call: HelperCall) => showMoney(value, language(call)),
  /** `{{number 10000}}`: thousands apart. */
  number: (value: number, call: HelperCall) => showNumber(value, language(call)),
  /** Digits as the language writes them. */
  digits: (value: string | number, call: HelperCall) => localDigits(value, language(call)),
  /** `{{url '/help/rights'}}`: a path of ours in the language of the page. */
  url: (path: string, call: HelperCall) => (language(call) === 'en' ? `/en${path === '/' ? '' : path}` : path),
};

/**
 * Handlebars with nothing loose: an unknown field or helper is an error, everything is escaped, and the helpers are those above,
 * `asset`, and no others (`if`, `unless`, `each`, `with`, `lookup` come with Handlebars). Templates never use triple braces.
 * One for the process: a template is compiled once.
 */
const engine = new ExpressHandlebars({
  extname: '.hbs',
  compilerOptions: {
    strict: true,
    preventIndent: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(
      [...Object.keys(helpers), 'asset', 'if', 'unless', 'each', 'with', 'lookup'].map((name) => [name, true]),
    ) as Record<string, boolean>,
  },
});

type Partials = Record<string, HandlebarsTemplateDelegate>;
let kept: Promise<Partials> | null = null;

async function readPartials(): Promise<Partials> {
  const [parts, layouts] = await Promise.all(
    ['partials', 'layouts'].map((part) => engine.getTemplates(`${folder}/${part}`, { cache: true })),
  );
  return Object.fromEntries([
    ...Object.entries(parts ?? {}).map(([file, template]) => [file.replace(/\.hbs$/, ''), template]),
    ...Object.entries(layouts ?? {}).map(([file, template]) => [`layouts/${file.replace(/\.hbs$/, '')}`, template]),
  ]) as Partials;
}

export function createRenderer(assets: Assets): Renderer {
  const all = {
    ...helpers,
    /** `{{asset 'samleng.css'}}`: the path of a file with its hash. */
    asset: (name: string) => assets.path(name),
  } as Record<string, Handlebars.HelperDelegate>;
  return {
    async render(template, data) {
      const partials = await (kept ??= readPartials());
      return engine.render(`${folder}/${template}.hbs`, data as Record<string, unknown>, {
        cache: true,
        helpers: all,
        partials,
      });
    },
  };
}
