import { statSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

/** Browsers and killed processes take longest: they start first, so that no worker ends alone with one of them. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const weight = ({ path }) => (/\/(chaos|browser)\/|browser\.test/.test(path) ? 1e9 : 0) + statSync(path).size;
    return [...tests].sort((a, b) => weight(b) - weight(a));
  }
}
