// What the runner leaves to plain Node: a test or hook that hangs fails by its name after two minutes, or after what it asks for;
// an error that nobody caught fails the test during which it came, not the worker with all that follows.
const standard = 120_000;
const uncaught = new Map();
process.on('uncaughtException', (error) => uncaught.set(error, error));
process.on('unhandledRejection', (error, promise) => uncaught.set(promise, error));
process.on('rejectionHandled', (promise) => uncaught.delete(promise));

function limited(run, milliseconds = standard) {
  if (typeof run !== 'function') return run;
  return async (...given) => {
    let timer;
    const over = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${milliseconds / 1000} s`)), milliseconds);
    });
    try {
      await Promise.race([run(...given), over]);
    } finally {
      clearTimeout(timer);
    }
    // One caught late, by an expectation further down, is told of only now.
    if (uncaught.size > 0) await new Promise((resolve) => setImmediate(resolve));
    const [error] = uncaught.values();
    uncaught.clear();
    if (error !== undefined) throw error;
  };
}

const { test } = globalThis;
const withLimit = (add) => (name, run, milliseconds) => add(name, limited(run, milliseconds));
globalThis.test = Object.assign(withLimit(test), test, {
  each: (...table) => withLimit(test.each(...table)),
});
for (const hook of ['beforeAll', 'beforeEach', 'afterEach', 'afterAll']) {
  const add = globalThis[hook];
  globalThis[hook] = (run, milliseconds) => add(limited(run, milliseconds));
}
