import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const web = fileURLToPath(new URL('../../src/web', import.meta.url));
const templates = fileURLToPath(new URL('../../templates/web', import.meta.url));

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

/** Every text by its path: `topic.items.mother.label`. */
function texts(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...texts(inner, path === '' ? key : `${path}.${key}`)]),
  );
}

async function stringsOf(file: string, language: 'km' | 'en'): Promise<Map<string, string>> {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  return texts(module[language]);
}

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const pages = filesIn(web, '/en.ts');

describe('Khmer and English', () => {
  test('there are pages to compare', () => expect(pages.length).toBeGreaterThanOrEqual(7));

  test.each(pages)('%s says the same in Khmer', async (file) => {
    const en = await stringsOf(file, 'en');
    const km = await stringsOf(file.replace(/en\.ts$/, 'km.ts'), 'km');
    expect([...km.keys()]).toEqual([...en.keys()]);
    for (const [path, text] of km) {
      expect({ path, empty: text.trim() === '' }).toEqual({ path, empty: false });
      expect({ path, placeholders: placeholders(text) }).toEqual({
        path,
        placeholders: placeholders(en.get(path) ?? ''),
      });
    }
  });

  test.each(pages)('%s is really translated', async (file) => {
    const km = await stringsOf(file.replace(/en\.ts$/, 'km.ts'), 'km');
    const names = ['icon', 'brandMeaning', 'otherLanguage', 'otherLanguageCode'];
    for (const [path, text] of km) {
      // Abbreviations such as SMS are the same in both.
      if (names.includes(path.split('.').at(-1) ?? '') || /^[A-Z0-9 .,:()%/-]+$/.test(text)) continue;
      expect({ path, khmer: /[\u1780-\u17d2]/.test(text) }).toEqual({ path, khmer: true });
      // One spelling of the subscript: U+17D2 U+178F, as the glossary has it.
      expect({ path, spelling: text.includes('\u17d2\u178a') }).toEqual({ path, spelling: false });
      expect({ path, nfc: text === text.normalize('NFC') }).toEqual({ path, nfc: true });
    }
  });
});

describe('templates', () => {
  test.each(filesIn(templates, '.hbs'))('%s escapes everything and carries no style or script of its own', (file) => {
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('{{{');
    expect(text).not.toMatch(/\{\{&/);
    expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
  });
});
