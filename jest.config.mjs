/**
 * One project, run by plain Node (no sandbox a file, so that the program is loaded once a worker and not once a suite); suites
 * start from a clone of one migrated template database.
 */
export default {
  runner: ['jest-light-runner', { runtime: 'child_process' }],
  testSequencer: './tests/support/longest-first.mjs',
  setupFilesAfterEnv: ['./tests/support/guards.mjs'],
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  transform: {},
  // Job queues told to close while their server is gone keep a timer; the run does not wait for it.
  forceExit: true,
  // One more than the processors that are aimed at: some suites wait for programs of their own.
  maxWorkers: 3,
  globalSetup: './tests/support/global-setup.ts',
  globalTeardown: './tests/support/global-teardown.ts',
};
