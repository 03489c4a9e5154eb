import request from 'supertest';
import type { StaffWeb } from './staff-web.ts';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A browser without JavaScript: keeps cookies, and sends forms with the token of the page they are on. */
export function aBrowser(web: StaffWeb) {
  const agent = request.agent(web.app).set('accept-encoding', 'identity');
  const failing = () => {
    const [fault] = web.faults.splice(0);
    if (fault !== undefined) throw fault instanceof Error ? fault : new Error(String(fault));
  };
  return {
    async open(path: string) {
      const answer = await agent.get(path);
      failing();
      return answer;
    },
    /** Opens the page, then sends its form. `to` when the form goes elsewhere. */
    async send(path: string, fields: Fields, to = path.replace(/\?.*$/, '')) {
      const shown = await agent.get(path);
      failing();
      const answer = await agent
        .post(to)
        .type('form')
        .send({ ...fields, _csrf: tokenIn(shown.text) });
      failing();
      return answer;
    },
    /** Sends a form that was opened before: its token and hidden fields come from that page. */
    async sendFrom(html: string, to: string, fields: Fields) {
      const answer = await agent
        .post(to)
        .type('form')
        .send({ ...hiddenIn(html), ...fields });
      failing();
      return answer;
    },
    post: (path: string, fields: Fields) => agent.post(path).type('form').send(fields),
  };
}

export function tokenIn(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** Name and value of the hidden fields of the form in the main part of a page. */
export function hiddenIn(html: string): Record<string, string> {
  const main = html.slice(html.indexOf('<main'));
  const found = main.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name, unescaped(value ?? '')]));
}

export function unescaped(text: string): string {
  return text
    .replace(/&#x([0-9A-F]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** The words of a page without its tags. */
export function textOf(html: string): string {
  return unescaped(html.slice(html.indexOf('<main')).replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');
}
