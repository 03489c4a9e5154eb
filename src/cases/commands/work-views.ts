import { staffOf } from '../../access/index.ts';
import { InvalidInput, NotFound, RuleBroken } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';

/** A way to look at the work list that somebody keeps: what is asked for in the address, under a name of their own. */
export interface WorkView {
  readonly id: string;
  readonly name: string;
  /** As it stands in an address, without the question mark. */
  readonly query: string;
  /** Shown when the work list is opened without saying how. */
  readonly isDefault: boolean;
}

const mostViews = 20;

/** The views that the person keeps, by name. */
export async function workViews(work: Work): Promise<readonly WorkView[]> {
  const rows = await work.em.execute<{ id: string; name: string; query: string; is_default: boolean }[]>(
    'select id, name, query, is_default from work_view where person_id = ? order by name',
    [staffOf(work).personId],
  );
  return rows.map(({ id, name, query, is_default: isDefault }) => ({ id, name, query, isDefault }));
}

/**
 * Keeps a view; one of the same name is replaced. At most one is the default.
 * @throws InvalidInput `required`, `too_long`; RuleBroken `too_many_views`
 */
export async function keepWorkView(
  work: Work,
  { name, query, isDefault }: { readonly name: string; readonly query: string; readonly isDefault: boolean },
): Promise<void> {
  const { personId } = staffOf(work);
  const called = name.trim();
  if (called === '') throw new InvalidInput([{ field: 'name', code: 'required' }]);
  if (called.length > 80) throw new InvalidInput([{ field: 'name', code: 'too_long', params: { max: 80, most: 80 } }]);
  if (query.length > 500) throw new InvalidInput([{ field: 'name', code: 'invalid' }]);
  const known = await workViews(work);
  if (known.length >= mostViews && !known.some((view) => view.name === called)) throw new RuleBroken('too_many_views');
  if (isDefault) await work.em.execute('update work_view set is_default = false where person_id = ?', [personId]);
  await work.em.execute(
    `insert into work_view (id, person_id, name, query, is_default, kept_at) values (?, ?, ?, ?, ?, ?)
     on conflict (person_id, name) do update set query = excluded.query, is_default = excluded.is_default, kept_at = excluded.kept_at`,
    [newId(), personId, called, query, isDefault, work.now],
  );
}

/** Takes a view away. @throws NotFound */
export async function dropWorkView(work: Work, { id }: { readonly id: string }): Promise<void> {
  const gone = await work.em.execute<unknown[]>('delete from work_view where id = ? and person_id = ? returning id', [
    id,
    staffOf(work).personId,
  ]);
  if (gone.length === 0) throw new NotFound('not_found.view');
}
