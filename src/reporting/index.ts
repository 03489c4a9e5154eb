/** The front door of reporting: indicators, counted for those who may see figures and no cases. */
export { indicators, splits, unknownGroup, type FigureKind, type Indicator, type Split } from './domain/indicators.ts';
export { placeLevels } from './domain/columns.ts';
export { monthStart } from './domain/period.ts';
export type { Figure, IndicatorFigures } from './domain/figures.ts';
export type { Scope } from './policy.ts';
export { statisticsOf, type MonthFigures, type Question, type Statistics } from './reads/statistics.ts';
export { exportStatistics, type Export } from './commands/export-statistics.ts';
export { importBeneficiaries } from './commands/import-beneficiaries.ts';
export { markTestCase } from './commands/mark-test-case.ts';
export { countFiguresJob } from './jobs.ts';
export { publishedSplits, type PublishedSplit, type Quarter } from './domain/published.ts';
export { publishedFigures, type Published } from './reads/published.ts';
export type { OfficeLoad } from './domain/office-loads.ts';
export { loadsOfOffices } from './reads/office-loads.ts';
