import { get } from 'node:http';

import { figure } from './figures.ts';
import { anInstallation } from './installation.ts';

const pages = [
  '/',
  '/complaints/new',
  '/complaints/new?topic=protection',
  '/complaints/track',
  '/help/rights',
  '/staff/sign-in',
];

interface Fetched {
  /** Body and headers as they went over the wire. */
  readonly bytes: number;
  readonly text: string;
}

function fetched(port: number, path: string, encoding: string): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { 'accept-encoding': encoding } }, (response) => {
      const parts: Buffer[] = [];
      const headers = response.rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const body = Buffer.concat(parts);
        resolve({ bytes: body.length + headers, text: body.toString('utf8') });
      });
    }).on('error', reject);
  });
}

/** (f) What a first visit to a page fetches: the page, its style sheets, scripts, pictures and fonts, in KB. Aim for citizens: 150. */
export async function benchWeights(): Promise<void> {
  const installation = await anInstallation();
  try {
    const { port } = await installation.start('web');
    for (const path of pages) {
      const page = await fetched(port, path, 'identity');
      const linked = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"#]+)/g)].map(([, found]) => found ?? '');
      const sheets = await Promise.all(
        linked.filter((found) => found.endsWith('.css')).map((found) => fetched(port, found, 'identity')),
      );
      const inSheets = sheets.flatMap(({ text }) =>
        [...text.matchAll(/url\((\/assets\/[^)]+)\)/g)].map(([, found]) => found ?? ''),
      );
      const all = [...new Set([path, ...linked, ...inSheets])];
      const weights = await Promise.all(all.map((one) => fetched(port, one, 'br')));
      const bytes = weights.reduce((sum, each) => sum + each.bytes, 0);
      figure('weights', 'first_load_kb', Math.round(bytes / 102.4) / 10, { page: path, requests: all.length });
    }
  } finally {
    await installation.close();
  }
}
