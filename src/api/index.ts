/** The API door: operations declared once; router and OpenAPI document come from them. */
export { bookReader } from './book.ts';
export { mountApi } from './mount-api.ts';
export { noContent, operation, type Operation } from './operation.ts';
export { operations } from './operations.ts';
export type { ApiServices } from './services.ts';
