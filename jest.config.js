/** One Temporal server and one PostgreSQL serve the whole run; unit tests need neither. */
const common = {
  testEnvironment: 'node',
  // What is loaded late is named as Node needs it, with its suffix.
  moduleNameMapper: {
    '^(\\./(?:[a-z-]+|(?:commands|gateways|match|import|bank)/.+)|\\.\\./(?:processes|local|telemetry)/.+)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
};
module.exports = {
  testTimeout: 60_000,
  // The machines this runs on have two cores, and with two workers these were idle for two fifths of the time: much is waiting.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/stack/spread-waiting.js',
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/{src,test}/**/*.unit.test.ts'] },
    {
      ...common,
      displayName: 'system',
      testMatch: ['<rootDir>/{src,test}/**/*.integration.test.ts', '<rootDir>/test/**/*.replay.test.ts'],
      globalSetup: '<rootDir>/test/stack/global-setup.ts',
      globalTeardown: '<rootDir>/test/stack/global-teardown.ts',
      setupFilesAfterEnv: ['<rootDir>/test/stack/timeout.ts'],
    },
  ],
};
