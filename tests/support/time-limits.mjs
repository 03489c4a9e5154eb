// The runner has no time limits of its own: a test or hook that hangs fails by its name after two minutes, or after what it asks for.
const standard = 120_000;

function limited(run, milliseconds = standard) {
  if (typeof run !== 'function') return run;
  return async (...given) => {
    let timer;
    const over = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${milliseconds / 1000} s`)), milliseconds);
    });
    try {
      return await Promise.race([run(...given), over]);
    } finally {
      clearTimeout(timer);
    }
  };
}

const { test } = globalThis;
const withLimit =
  (add) =>
  (name, run, milliseconds) =>
    add(name, limited(run, milliseconds));
globalThis.test = Object.assign(withLimit(test), test, {
  each:
    (...table) =>
      withLimit(test.each(...table)),
});
for (const hook of ['beforeAll', 'beforeEach', 'afterEach', 'afterAll']) {
  const add = globalThis[hook];
  globalThis[hook] = (run, milliseconds) => add(limited(run, milliseconds));
}
