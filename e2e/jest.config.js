/** The suites on real components. They run one after the other: each has a control plane of its own, and the machine's processors are few. */
const { transform } = require('../jest.config.js');

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.test.ts'],
  globalSetup: '<rootDir>/global-setup.ts',
  testTimeout: 300_000,
  maxWorkers: 1,
  verbose: false,
  reporters: ['default', '<rootDir>/progress-reporter.js'],
  transform,
};
