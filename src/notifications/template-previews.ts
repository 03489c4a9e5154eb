import type { Language } from '../kernel/language.ts';
import { templateChannels, templateNames, type TemplateChannel, type TemplateName } from './domain/notice-contexts.ts';
import type { NoticeTemplates, Rendered } from './notice-templates.ts';
import { longestContexts } from './template-samples.ts';

/** A message as it would go out with the longest realistic values. */
export interface TemplatePreview extends Rendered {
  readonly name: TemplateName;
  readonly channel: TemplateChannel;
  readonly language: Language;
}

/** Every template in every channel and language, Khmer first. */
export function templatePreviews(templates: NoticeTemplates): readonly TemplatePreview[] {
  return templateNames.flatMap((name) =>
    templateChannels[name].flatMap((channel) =>
      (['km', 'en'] as const).map((language) => ({
        name,
        channel,
        language,
        ...templates.render(name, channel, language, longestContexts[language][name]),
      })),
    ),
  );
}
