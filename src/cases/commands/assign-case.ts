import { findPerson, findPersonByEmail } from '../../access/index.ts';
import { InvalidInput, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { handlesCases } from '../policy.ts';
import type { CasePorts } from '../ports.ts';
import { grantNamed } from '../records/access-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Gives a case to somebody of the office that holds it. Nobody who is named in it or decided it below is given it.
 * @param input assignee: id or e-mail of a person
 * @throws NotFound, Forbidden, Conflict, InvalidInput `assignee_not_at_office`, RuleBroken `assignee_is_barred`
 */
export const assignCase =
  (ports: Pick<CasePorts, 'barredPeople'>) =>
  async (work: Work, input: Target & { readonly assignee: string }): Promise<ActionAnswer> => {
    const file = await takeUp(work, 'assign', input);
    const find = input.assignee.includes('@') ? findPersonByEmail : findPerson;
    const person = await find(work, input.assignee);
    // One answer for unknown, elsewhere, gone and not a handler: who works where is not told here.
    if (!person?.active || person.office !== file.heldOffice || !handlesCases(person.role)) {
      throw new InvalidInput([{ field: 'assignee', code: 'assignee_not_at_office' }]);
    }
    if ((await ports.barredPeople(work, file.id)).has(person.id)) throw new RuleBroken('assignee_is_barred');
    const previous = file.assignedTo ?? null;
    file.assignedTo = person.id;
    if (file.protected) await grantNamed(work, file.id, [person.id]);
    return concluded(work, file, 'case.assigned', { assignee: person.id, previous, office: file.heldOffice });
  };
