import type { WorkView } from '../../../cases/index.ts';
import type { Answer, PageRequest } from '../../page.ts';
import type { StaffServices } from '../services.ts';
import { actorOf } from '../staff-page.ts';
import type { Strings } from './en.ts';

type Request = PageRequest<Strings, StaffServices>;

/** What of an address says how the list is looked at; where somebody is in it, and what was just done, does not. */
const kept = ['view', 'status', 'programme', 'category', 'severity', 'place'] as const;

/** The way of looking that an address asks for, as it is kept. */
export function wayOfLooking(query: URLSearchParams): string {
  const way = new URLSearchParams();
  for (const name of kept) {
    const value = query.get(name);
    if (value !== null && value !== '') way.set(name, value.slice(0, 100));
  }
  return way.toString();
}

/** The list opened without saying how: on the view that the person begins with, if they keep one. */
export function beginning(request: Request, views: readonly WorkView[]): Answer | null {
  if (request.query.size > 0) return null;
  const first = views.find((view) => view.isDefault);
  return first === undefined || first.query === ''
    ? null
    : { kind: 'redirect', to: `${request.url('/staff')}?${first.query}` };
}

/** Kept views as links, and the form that keeps the present one. */
export function presentSaved(request: Request, views: readonly WorkView[]) {
  const { fields, faults, url } = request;
  const now = wayOfLooking(request.query);
  return {
    views: views.map((view) => ({
      id: view.id,
      href: `${url('/staff')}?${view.query || 'view='}`,
      name: view.name,
      isDefault: view.isDefault,
      isCurrent: view.query === now,
    })),
    name: fields.one('name'),
    isDefault: fields.one('default') === 'yes',
    error: faults.text('name'),
    isOpen: faults.text('name') !== null,
  };
}

/** Keeps the view at hand, or takes one away. */
export async function changeSaved(request: Request): Promise<Answer> {
  const { fields, services, query, url } = request;
  const actor = actorOf(request);
  const drop = fields.one('drop');
  if (drop !== '') {
    await services.dropWorkView(actor, { id: drop });
    return { kind: 'redirect', to: `${url('/staff')}?${wayOfLooking(query) || 'view='}` };
  }
  await services.keepWorkView(actor, {
    name: fields.one('name'),
    query: wayOfLooking(query),
    isDefault: fields.one('default') === 'yes',
  });
  return { kind: 'redirect', to: `${url('/staff')}?${wayOfLooking(query) || 'view='}&done=kept` };
}
