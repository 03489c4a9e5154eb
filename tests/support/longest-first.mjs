import { statSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

/** Browsers, killed processes and walks over every route take longest: first, so that no worker ends alone with one. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const weight = ({ path }) => (/\/(chaos|browser|security)\/|browser\.test/.test(path) ? 1e9 : 0) + statSync(path).size;
    return [...tests].sort((a, b) => weight(b) - weight(a));
  }
}
