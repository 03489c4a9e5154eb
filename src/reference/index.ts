/** The front door of the reference area: all that other areas may import. */
export type * from './domain/types.ts';
export { severityCodes } from './domain/types.ts';
export type { ReferenceBook } from './domain/reference-book.ts';
export { isInForce, phnomPenhDay } from './domain/dated.ts';
export { foldName } from './domain/fold-name.ts';
export { importFaultText } from './domain/import-fault.ts';
export { currentBook } from './reads/current-book.ts';
export { loadReference, type LoadReport } from './commands/load-reference.ts';
export { importPlaces, type PlacesFile } from './commands/import-places.ts';
export type { PlaceCounts, Progress } from './commands/apply-places.ts';
export { importHolidays, type CalendarChange, type HolidaysFile } from './commands/import-holidays.ts';
export { changeReferenceRow, type ReferenceChange } from './commands/change-reference-row.ts';
export { storedCalendar as calendarVersion } from './records/calendars.ts';
export type { RowKind } from './shipped.ts';
