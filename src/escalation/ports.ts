import { makeHandling, type CasePorts, type CaseRecord, type Surroundings } from '../cases/index.ts';
import type { Work } from '../platform/work.ts';
import { currentBook, phnomPenhDay } from '../reference/index.ts';
import {
  accusedOffices,
  appealBody,
  barredPeople,
  nextHolder,
  routeNewCase,
  type HeldCaseQuestion,
} from '../routing/index.ts';
import { clockSurroundings, workingDaysBetween } from '../sla/index.ts';

/** What routing is asked about a case that stands on a rung, today. */
export async function questionAbout(work: Work, file: CaseRecord): Promise<HeldCaseQuestion> {
  const { track, programme, operatorOffice, tier, place } = file;
  return {
    track,
    programme,
    operatorOffice,
    tier,
    place,
    protected: file.protected,
    avoidOffices: await accusedOffices(work, file.id),
    on: phnomPenhDay(work.now),
  };
}

/** What surrounds a case: its ladder and its clocks. Reads only. */
export async function surroundingsOf(work: Work, file: CaseRecord): Promise<Surroundings> {
  const book = await currentBook(work);
  const question = await questionAbout(work, file);
  const { reopenUntil, regulatorRight } = await clockSurroundings(work, file.id);
  const body = appealBody(book, { ...question, regulatorRight: regulatorRight !== null });
  return {
    reopenUntil,
    regulatorRightOpen: regulatorRight !== null,
    appealBody: body !== null,
    topOfLadder: nextHolder(book, question) === null,
  };
}

/** What the use cases of a case ask of ladder, clocks and conflicts of interest. */
export const casePorts: CasePorts = {
  surroundingsOf,
  barredPeople,
  workingDaysBetween,
  async protectionDeskFor(work, file) {
    const { programme, category, place } = file;
    const route = routeNewCase(await currentBook(work), {
      programme,
      category,
      place,
      protected: true,
      avoidOffices: await accusedOffices(work, file.id),
      on: phnomPenhDay(work.now),
    });
    return { office: route.office, tier: route.tier };
  },
};

/** The use cases of handling a case, joined to ladder, clocks and conflicts of interest. */
export const handling = makeHandling(casePorts);
