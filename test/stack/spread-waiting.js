const { default: Sequencer } = require('@jest/test-sequencer');

/** Suites that wait for most of their time (outages, restarts, Procore's limits), with the seconds that each took. */
const waiting = new Map([
  ['test/system/faults/fusion-troubles', 320],
  ['test/system/programs/demo-fusion', 280],
  ['test/system/faults/jde-troubles', 190],
  ['test/system/programs/demo', 160],
  ['test/system/faults/journal-run-killed', 135],
  ['test/system/faults/worker-killed-fusion', 110],
  ['test/system/faults/worker-killed', 95],
  ['test/system/programs/programs-end', 85],
  ['test/system/lost-databases/database-vanishes', 60],
  ['test/system/programs/deploy', 50],
  ['test/system/posting/real-limits', 45],
  ['test/system/programs/up', 40],
]);
/** The last of them ends before the rest does. */
const share = 0.85;

const secondsOf = ({ path }) =>
  [...waiting].find(([name]) => path.endsWith(`/${name}.integration.test.ts`))?.[1] ?? null;

/**
 * One suite that waits at a time, beside those that compute: several at once leave the processors idle, and what then computes
 * makes none of them faster. The others go by size, which needs no earlier run, so that the smallest are last.
 */
module.exports = class SpreadWaiting extends Sequencer {
  sort(tests) {
    const weightOf = ({ path, context }) => context.hasteFS.getSize(path) * (path.endsWith('.unit.test.ts') ? 0.2 : 1);
    const rest = tests
      .filter((test) => secondsOf(test) === null)
      .map((test) => ({ test, weight: weightOf(test) }))
      .sort((a, b) => b.weight - a.weight);
    const toCome = tests
      .filter((test) => secondsOf(test) !== null)
      .map((test) => ({ test, seconds: secondsOf(test) }))
      .sort((a, b) => b.seconds - a.seconds);
    const weights = rest.reduce((sum, { weight }) => sum + weight, 0);
    const seconds = toCome.reduce((sum, one) => sum + one.seconds, 0);
    const sorted = [];
    let waited = 0;
    let weighed = 0;
    for (const { test, weight } of rest) {
      while (toCome.length > 0 && weighed / weights >= (share * waited) / seconds) {
        const next = toCome.shift();
        sorted.push(next.test);
        waited += next.seconds;
      }
      sorted.push(test);
      weighed += weight;
    }
    return [...sorted, ...toCome.map(({ test }) => test)];
  }
};
