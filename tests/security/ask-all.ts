/**
 * Whether the walks ask everything: about each kind of case, by each role, on each route. `.ci/run` does, before a change lands;
 * `npm test` by itself asks by turns, so that each role still meets each kind and each route each role, in half the time.
 */
export const asksAll = process.env['SAMLENG_ASK_ALL'] === '1';
