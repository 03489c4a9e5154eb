import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router } from 'express';
import { encodingFor, pack, type Encoding } from './compress.ts';
import { squeezed, trimmedGovuk } from './stylesheet.ts';

/** Files that pages refer to: read and hashed once at start, compressed when first asked for, then served from memory for a year. */
export interface Assets {
  /** `/assets/samleng.1a2b3c4d5e.css`. Throws for a name that there is not. */
  path(name: string): string;
  readonly router: Router;
}

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** Compressed as well as can be, once: at start it would cost each start a second. Absent for what is compressed already. */
  readonly packed: Map<Encoding, Promise<Buffer>> | null;
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

/** Parts of govuk-frontend that no page shows. */
const unused = [
  'accordion',
  'service-navigation',
  'footer',
  'header',
  'generic-header',
  'feedback',
  'cookie-banner',
  'phase-banner',
  'exit-this-page',
  'logo-dot',
  'language-navigation',
  'password-input',
  'task-list',
];

const loaded = new Map<string, Assets>();

/**
 * The assets of `folder` (our stylesheets, scripts, icons), the Khmer font and the trimmed govuk-frontend stylesheet. Read and
 * packed once a process, however many doors are opened in it.
 */
export function loadAssets(folder: string): Assets {
  const known = loaded.get(folder) ?? readAssets(folder);
  loaded.set(folder, known);
  return known;
}

function readAssets(folder: string): Assets {
  const require = createRequire(import.meta.url);
  const served = new Map<string, Asset>();
  const paths = new Map<string, string>();
  const add = (name: string, body: Buffer) => {
    const dot = name.lastIndexOf('.');
    const extension = name.slice(dot + 1);
    const type = types[extension];
    if (type === undefined) throw new Error(`No media type for the asset ${name}`);
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
    const path = `/assets/${name.slice(0, dot)}.${hash}.${extension}`;
    const text = !['woff2', 'png'].includes(extension);
    paths.set(name, path);
    served.set(path, {
      type,
      body,
      packed: text ? new Map<Encoding, Promise<Buffer>>() : null,
    });
  };
  const path = (name: string) => {
    const found = paths.get(name);
    if (found === undefined) throw new Error(`There is no asset ${name}`);
    return found;
  };

  const fonts = join(dirname(require.resolve('@fontsource/noto-sans-khmer/package.json')), 'files');
  for (const script of ['khmer', 'latin']) {
    for (const weight of ['400', '600']) {
      const file = `noto-sans-khmer-${script}-${weight}-normal.woff2`;
      add(`${script}-${weight}.woff2`, readFileSync(join(fonts, file)));
    }
  }
  add('idb.js', readFileSync(require.resolve('idb/build/index.js')));
  const withPaths = (css: string) => css.replace(/asset\(([^)]+)\)/g, (_, name: string) => `url(${path(name)})`);
  const files = readdirSync(folder).sort((a, b) => Number(a.endsWith('.css')) - Number(b.endsWith('.css')));
  const govuk = trimmedGovuk(
    readFileSync(
      join(dirname(require.resolve('govuk-frontend/package.json')), 'dist/govuk/govuk-frontend.min.css'),
      'utf8',
    ),
    unused,
  );
  const sheets = new Map<string, string>([
    ['samleng', `/*! with parts of govuk-frontend, MIT License, Crown copyright */${govuk}`],
  ]);
  for (const file of files) {
    const body = readFileSync(join(folder, file));
    if (!file.endsWith('.css')) add(file, body);
    else {
      // samleng-01-base.css, samleng-02-... are parts of samleng.css; any other sheet stands alone.
      const sheet = file.replace(/(-\d\d.*)?\.css$/, '');
      sheets.set(sheet, (sheets.get(sheet) ?? '') + squeezed(withPaths(body.toString('utf8'))));
    }
  }
  for (const [sheet, css] of sheets) add(`${sheet}.css`, Buffer.from(css, 'utf8'));

  const router = Router();
  router.get('/assets/:file', async (request, response, next) => {
    const asset = served.get(`/assets/${request.params.file}`);
    if (asset === undefined) return next();
    const encoding = asset.packed === null ? null : encodingFor(request);
    const body = encoding === null ? asset.body : await packedOnce(asset, encoding);
    response.setHeader('Content-Type', asset.type);
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.vary('Accept-Encoding');
    if (encoding !== null) response.setHeader('Content-Encoding', encoding);
    response.setHeader('Content-Length', body.length);
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  return { path, router };
}

function packedOnce({ body, packed }: Asset, encoding: Encoding): Promise<Buffer> {
  const found = packed?.get(encoding) ?? pack(body, encoding, 'once');
  packed?.set(encoding, found);
  return found;
}
