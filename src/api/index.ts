/** The API door: operations declared once; router and OpenAPI document come from them. */
export { mountApi } from './mount-api.ts';
export { formatInstant, formatInstantOrNull } from './instants.ts';
export {
  fileResponse,
  multipart,
  noContent,
  operation,
  readByUseCase,
  type Audit,
  type Context,
  type FileAnswer,
  type Operation,
  type Permission,
} from './operation.ts';
export { RequestRefused } from './problem.ts';
export type { ApiServices } from './services.ts';
export { bookReader } from './book.ts';
export { operations } from './operations.ts';
