import type { StaffActor } from '../../src/kernel/actor.ts';
import type { PageSet, StaffUseCases } from '../../src/web/index.ts';

/*
 * For walks over thousands of pages that look at status and sameness alone: what they say is the same, and costs less.
 */

const words = new Set(['t', 'ui', 'w']);

/** Each template is rendered once; after that a page is what it gives its template, whole. Same data, same page. */
export function asData(set: PageSet): PageSet {
  const rendered = new Set<string>();
  return {
    frame: set.frame,
    mount(router, kit, settings) {
      const renderer = {
        async render(template: string, data: object): Promise<string> {
          if (!rendered.has(template)) {
            rendered.add(template);
            await kit.renderer.render(template, data);
          }
          return JSON.stringify(data, (key, value: unknown) => (words.has(key) ? undefined : value));
        },
      };
      set.mount(router, { ...kit, renderer }, settings);
    },
  };
}

/** What the page of a case shows is gathered once for everybody who sees it; nothing changes it while its pages are walked. Whoever does not see it asks each time. */
export function gatheredOnce<Of extends Pick<StaffUseCases, 'dossier'>>(useCases: Of): Of {
  const kept = new Map<string, ReturnType<StaffUseCases['dossier']>>();
  return {
    ...useCases,
    async dossier(actor: StaffActor, reference: string) {
      const key = `${actor.personId} ${reference}`;
      const found = kept.get(key) ?? useCases.dossier(actor, reference);
      await found;
      kept.set(key, found);
      return found;
    },
  };
}
