import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import Handlebars from 'handlebars';

import type { Language } from '../kernel/language.ts';
import {
  templateChannels,
  templateNames,
  type NoticeContexts,
  type TemplateChannel,
  type TemplateName,
} from './domain/notice-contexts.ts';
import { longestContexts, shortestContexts } from './template-samples.ts';

/** A message ready to go. */
export interface Rendered {
  /** Null for an SMS. */
  readonly subject: string | null;
  readonly body: string;
}

export interface NoticeTemplates {
  /** @throws Error when a value that the template prints is absent */
  render<N extends TemplateName>(
    name: N,
    channel: TemplateChannel,
    language: Language,
    context: NoticeContexts[N],
  ): Rendered;
}

const languages = ['km', 'en'] as const satisfies readonly Language[];
const defaultFolder = fileURLToPath(new URL('../../templates/notices/', import.meta.url));
const extension = '.hbs';
const subjectLine = /^Subject: (.+)\r?\n\r?\n/;

let own: NoticeTemplates | null = null;

/** The templates that the program came with, read once a process. @throws Error as `loadNoticeTemplates` */
export function noticeTemplates(): NoticeTemplates {
  own ??= loadNoticeTemplates();
  return own;
}

/**
 * Reads and compiles every template: `<name>.<channel>.<language>.hbs`, an e-mail with its subject in a first line, and
 * `partials/<name>.<language>.hbs`. Then renders each with the longest and the shortest sample values.
 * @throws Error naming every template that is missing, unknown or cannot be rendered
 */
export function loadNoticeTemplates(folder: string = defaultFolder): NoticeTemplates {
  const files = new Set(readdirSync(folder).filter((name) => name.endsWith(extension)));
  const engines = Object.fromEntries(languages.map((language) => [language, engineFor(folder, language)])) as Record<
    Language,
    typeof Handlebars
  >;
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  const faults: string[] = [];
  for (const name of templateNames) {
    for (const channel of templateChannels[name]) {
      for (const language of languages) {
        const file = `${name}.${channel}.${language}${extension}`;
        if (!files.delete(file)) faults.push(`${file} is missing`);
        else compiled.set(file, compile(engines[language], readFileSync(`${folder}/${file}`, 'utf8')));
      }
    }
  }
  for (const file of files) faults.push(`${file} belongs to no message`);

  const templates: NoticeTemplates = {
    render(name, channel, language, context) {
      const template = compiled.get(`${name}.${channel}.${language}${extension}`);
      if (!template) throw new Error(`no template ${name} for ${channel} in ${language}`);
      return split(template(context), channel);
    },
  };
  if (faults.length === 0) faults.push(...unrenderable(templates));
  if (faults.length > 0) throw new Error(`message templates: ${faults.join('; ')}`);
  return templates;
}

function engineFor(folder: string, language: Language): typeof Handlebars {
  const engine = Handlebars.create();
  const end = `.${language}${extension}`;
  for (const file of readdirSync(`${folder}/partials`)) {
    if (file.endsWith(end))
      engine.registerPartial(
        file.slice(0, -end.length),
        compile(engine, readFileSync(`${folder}/partials/${file}`, 'utf8').trimEnd()),
      );
  }
  return engine;
}

/** Plain text, so nothing is escaped; a value that is not there is an error, not a gap. */
function compile(engine: typeof Handlebars, source: string): Handlebars.TemplateDelegate {
  return engine.compile(source, { strict: true, noEscape: true, knownHelpersOnly: true });
}

function split(text: string, channel: TemplateChannel): Rendered {
  if (channel === 'sms') return { subject: null, body: text.trim() };
  const found = subjectLine.exec(text);
  if (!found?.[1]) throw new Error('the first line of an e-mail template is its subject');
  return { subject: found[1].replace(/\s+/g, ' ').trim(), body: `${text.slice(found[0].length).trim()}\n` };
}

function unrenderable(templates: NoticeTemplates): string[] {
  const faults: string[] = [];
  for (const name of templateNames) {
    for (const channel of templateChannels[name]) {
      for (const language of languages) {
        for (const samples of [longestContexts, shortestContexts]) {
          try {
            templates.render(name, channel, language, samples[language][name]);
          } catch (error) {
            faults.push(`${name}.${channel}.${language}: ${error instanceof Error ? error.message : String(error)}`);
          }
        }
      }
    }
  }
  return [...new Set(faults)];
}
