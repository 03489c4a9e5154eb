import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { Result } from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'));
/** Where the server of the tests offers axe: a script that Chromium has compiled once needs no sending and reading again. */
const axePath = '/test-axe.js';

export const phone = { width: 360, height: 740 };

/** Chromium over one program for all tests of a file: contexts and pages are what cost time, so tests share them. */
export interface Browsing {
  readonly browser: Browser;
  /** Address of the program, without a slash at the end. */
  readonly base: string;
  /** A fresh profile; what its page complains of - scripts, the content security policy - is collected. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
  close(): Promise<void>;
}

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: string[];
}

let launched: Promise<Browser> | null = null;

/** Starting one costs as much as ten pages: the suites that a worker runs one after the other share it; it ends with the worker. */
function launch(): Promise<Browser> {
  launched ??= chromium.launch({
    executablePath: process.env['SAMLENG_CHROMIUM'] || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Fewer processes and less of a browser around the pages: a sixth of the time.
      '--in-process-gpu',
      '--disable-extensions',
      '--disable-default-apps',
      '--no-zygote',
      '--renderer-process-limit=1',
      // A frame made anew for every page of the same site is a quarter of what opening one costs.
      '--disable-features=RenderDocument,Translate,OptimizationHints,MediaRouter,PaintHolding,WebUITopChrome',
      // No page here lives long enough for code made faster to pay.
      '--js-flags=--no-turbofan --no-maglev',
      // A microphone that hums, for whoever records a voice note.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  });
  return launched;
}

export async function openChromium(app: Express): Promise<Browsing> {
  const server: Server = createServer((request, response) => {
    if (request.url !== axePath) return app(request, response);
    response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'public, max-age=3600' }).end(axe);
  });
  const browser = await launch();
  const others = new Set(browser.contexts());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    browser,
    base,
    async visitor(options = {}) {
      const context = await browser.newContext({ viewport: phone, bypassCSP: false, ...options });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load')) faults.push(message.text());
      });
      return { context, page, faults };
    },
    async close() {
      const own = browser.contexts().filter((context) => !others.has(context));
      await Promise.all(own.map((context) => context.close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What axe finds, in the whole page or in a part of it, and whether the page is wider than the screen. */
export async function findings(page: Page, part: 'main' | null = null): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.addScriptTag({ url: axePath });
  const found = (await page.evaluate(`axe.run(${part === null ? 'document' : JSON.stringify(part)}, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"], preload: false,
  }).then(({ violations }) => violations)`)) as readonly Result[];
  const said = found.map(
    (one) => `${one.impact} ${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
  return [...said, ...(await tooWide(page))];
}

/** Whether the page is wider than the screen. */
export async function tooWide(page: Page): Promise<string[]> {
  const wide = Number(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  );
  return wide > 0 ? [`wider than the screen by ${wide}`] : [];
}

/** What the browser does with a page that came, to put it into the place of the open one. */
const place = `(text) => {
  const sent = new DOMParser().parseFromString(text, 'text/html');
  document.documentElement.lang = sent.documentElement.lang;
  document.title = sent.title;
  document.body.replaceChildren(...[...sent.body.childNodes].map((node) => document.adoptNode(node)));
}`;

/**
 * Puts another page of the program into the place of the one that is open: fonts, styles and axe are there, which is what opening a
 * page costs most of. Its scripts do not run: a page that differs from the open one in its language alone has the same.
 */
export async function putInPlace(page: Page, path: string): Promise<void> {
  await page.evaluate(`fetch(${JSON.stringify(path)}).then((answer) => answer.text()).then(${place})`);
}

/**
 * Looks at the English page that a link or button of the open Khmer one leads to, put into its place; then the open one is back as it was.
 * @param selector the language's switch, or a button of a form
 */
export async function lookBehind<T>(page: Page, selector: string, look: () => Promise<T>): Promise<T> {
  await page.evaluate(`(() => {
    const pressed = document.querySelector(${JSON.stringify(selector)});
    const to = new URL(pressed.form ? pressed.formAction : pressed.href);
    const path = (to.pathname.startsWith('/en') ? '' : '/en') + to.pathname + to.search;
    const form = pressed.form && new FormData(pressed.form, pressed);
    const body = form && (pressed.form.enctype === 'multipart/form-data' ? form : new URLSearchParams(form));
    const { title } = document;
    const kept = [...document.body.childNodes];
    window.putBack = () => {
      document.documentElement.lang = 'km';
      document.title = title;
      document.body.replaceChildren(...kept);
    };
    return fetch(path, body ? { method: 'POST', body } : {}).then((answer) => answer.text()).then(${place});
  })()`);
  const seen = await look();
  await page.evaluate('window.putBack()');
  return seen;
}

/**
 * Looks at the Khmer page that is open at 1280 px and, when it has been put into its place, at the English one: whether they are wider than the
 * screen there and at 360 px, and what axe finds at 360 px. In this order the page changes its width twice and not four times.
 */
export async function inBothLanguages(
  page: Page,
  putEnglish: () => Promise<void>,
): Promise<{ readonly km: readonly string[]; readonly en: readonly string[] }> {
  await unfold(page);
  const km = await tooWide(page);
  await page.setViewportSize(phone);
  km.push(...(await findings(page)));
  await putEnglish();
  await unfold(page);
  const en = await findings(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  en.push(...(await tooWide(page)));
  return { km, en };
}

/** Opens every fold of the page, so that what is in them is looked at too. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
}
