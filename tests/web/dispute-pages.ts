import { aBrowser, textOf, unescaped } from '../support/staff-agent.ts';
import type { StaffWeb } from '../support/staff-web.ts';
import type { Filed, Hearing, Seat } from '../resolution/hearing.ts';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A day as its three fields take it. */
export function on(name: string, day: string): Record<string, string> {
  const [year = '', month = '', date = ''] = day.split('-');
  return { [`${name}.day`]: date, [`${name}.month`]: month, [`${name}.year`]: year };
}

/** A meeting of both sides on that day, in the morning. */
export const sessionOn = (day: string, more: Fields = {}): Fields => ({
  kind: 'joint',
  means: 'in_person',
  room: 'Room 4',
  ...on('on', day),
  startsAt: '09:00',
  endsAt: '១១:៣០',
  ...more,
});

/** Pages of disputes as people open and send them, without a browser. */
export function disputePages(of: Hearing, web: StaffWeb) {
  const browser = aBrowser(web);

  const path = (filed: Pick<Filed, 'reference'>, act = '', language: '/en' | '' = '/en') =>
    `${language}/staff/cases/${filed.reference}/dispute${act === '' ? '' : `/${act}`}`;

  const open = async (seat: Seat | null, at: string) => {
    web.actor = seat === null ? null : of.actor(seat);
    return browser.open(at);
  };

  /** Sends the form that has this button as it stands, but for what is typed; answers the page that comes of it. */
  const press = async (html: string, button: readonly [name: string, value: string], typed: Fields = {}) => {
    const form = formWith(html, button);
    const answer = await browser.post(form.action, { ...form.fields, ...typed, [button[0]]: button[1] });
    if (answer.status >= 500) throw new Error(textOf(answer.text));
    return answer.status === 303 ? browser.open(String(answer.headers['location'])) : answer;
  };

  /** Does one thing in a dispute on its page; answers what stands there afterwards. */
  const act = async (seat: Seat, filed: Filed, name: string, typed: Fields = {}) =>
    textOf((await press((await open(seat, path(filed, name))).text, ['go', 'do'], typed)).text);

  return {
    browser,
    path,
    open,
    press,
    /** What somebody reads on a page. */
    read: async (seat: Seat | null, at: string) => textOf((await open(seat, at)).text),
    act,
    /** The same; fails when it was refused. */
    done: async (seat: Seat, filed: Filed, name: string, typed: Fields = {}) => {
      const said = await act(seat, filed, name, typed);
      if (!/Done: /.test(said)) throw new Error(`${name}: ${said}`);
      return said;
    },
    /** The party's own page, opened with its receipt. */
    ownPage: async ({ reference, receipt }: Filed): Promise<string> => {
      web.actor = null;
      return (await browser.send('/en/complaints/dispute', { reference, receipt, go: 'open' })).text;
    },
  };
}

/** The form with that button, and what a browser would send of it untouched. */
function formWith(html: string, [name, value]: readonly [string, string]) {
  const forms = html.slice(html.indexOf('<main')).split('<form ').slice(1);
  const form = forms
    .map((each) => each.slice(0, each.indexOf('</form>')))
    .find((each) => each.includes(`name="${name}" value="${value}"`));
  if (form === undefined) throw new Error(`no form is sent by ${name}=${value}: ${textOf(html)}`);
  const fields: Record<string, readonly string[]> = {};
  const add = (named: string, given: string) => void (fields[named] = [...(fields[named] ?? []), given]);
  for (const [, tag = ''] of form.matchAll(/<input ([^>]*)>/g)) {
    const isChoice = /type="(radio|checkbox)"/.test(tag);
    if (!isChoice || / checked/.test(tag)) add(/name="([^"]*)"/.exec(tag)?.[1] ?? '', valueIn(tag));
  }
  for (const [, named = '', options = ''] of form.matchAll(/<select [^>]*name="([^"]*)"[^>]*>([^]*?)<\/select>/g)) {
    const listed = [...options.matchAll(/<option ([^>]*)>/g)].map(([, tag = '']) => tag);
    add(named, valueIn(listed.find((tag) => tag.endsWith(' selected')) ?? listed[0] ?? ''));
  }
  for (const [, named = '', text = ''] of form.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>\n?([^]*?)<\/textarea>/g)) {
    add(named, unescaped(text));
  }
  return { action: unescaped(/action="([^"]*)"/.exec(form)?.[1] ?? ''), fields };
}

const valueIn = (tag: string) => unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
