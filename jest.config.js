/** Unit and property tests, beside the sources. The suites on real components have their own config in e2e/. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/e2e/', '<rootDir>/build/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  testMatch: ['**/*.test.ts'],
  testTimeout: 60_000, // a machine that is busy is no fault
  transform: {
    '^.+\\.ts$': ['@swc/jest', { sourceMaps: 'inline', jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
  },
};
