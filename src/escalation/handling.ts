import { makeHandling, type CasePorts, type CaseRecord, type Surroundings } from '../cases/index.ts';
import type { Work } from '../platform/work.ts';
import { currentBook, phnomPenhDay } from '../reference/index.ts';
import { accusedOffices, appealBody, barredPeople, nextHolder, routeNewCase } from '../routing/index.ts';
import { clockSurroundings, workingDaysBetween } from '../sla/index.ts';

/** What ladder and clocks say around a case, for the rules of what may be done with it. */
export async function surroundingsOf(work: Work, file: CaseRecord): Promise<Surroundings> {
  const [book, clocks] = [await currentBook(work), await clockSurroundings(work, file.id)];
  const held = { ...(await placeOf(work, file)), tier: file.tier, protected: file.protected };
  const regulatorRight = clocks.regulatorRight !== null;
  return {
    reopenUntil: clocks.reopenUntil,
    regulatorRightOpen: clocks.regulatorRight?.state === 'open',
    appealBody: appealBody(book, { ...held, regulatorRight }) !== null,
    topOfLadder: nextHolder(book, held) === null,
  };
}

const ports: CasePorts = {
  surroundingsOf,
  barredPeople,
  workingDaysBetween,
  async protectionDeskFor(work, file) {
    const { programme, category, place } = file;
    const { avoidOffices, on } = await placeOf(work, file);
    const book = await currentBook(work);
    const desk = routeNewCase(book, { programme, category, place, protected: true, avoidOffices, on });
    return { office: desk.office, tier: desk.tier };
  },
};

/** The use cases of handling a case, joined to ladder, clocks and conflicts of interest: for the doors. */
export const handling = makeHandling(ports);

async function placeOf(work: Work, file: CaseRecord) {
  return {
    track: file.track,
    programme: file.programme,
    operatorOffice: file.operatorOffice,
    place: file.place,
    avoidOffices: await accusedOffices(work, file.id),
    on: phnomPenhDay(work.now),
  };
}
