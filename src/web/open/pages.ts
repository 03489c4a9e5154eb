import { statisticsCsvPage } from './statistics/csv-page.ts';
import { statisticsPage } from './statistics/statistics.ts';

/** Pages that publish something for everybody. */
export const openPages = [statisticsPage, statisticsCsvPage];
