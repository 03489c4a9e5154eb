/** One project; ESM through @swc/jest; suites start from a clone of one migrated template database. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testTimeout: 120000,
  // Job queues told to close while their server is gone keep a timer; the run does not wait for it.
  forceExit: true,
  maxWorkers: 2,
  // Each suite brings the whole program into its worker; a worker that has grown is replaced.
  workerIdleMemoryLimit: '900MB',
  globalSetup: './tests/support/global-setup.ts',
  globalTeardown: './tests/support/global-teardown.ts',
};
