// Adds up jest's result files and prints one line for all suites. A suite that did not run, or a test skipped in CI, is a failure.
const fs = require('node:fs');

let [passed, failed, skipped, missing] = [0, 0, 0, 0];
for (const file of process.argv.slice(2)) {
  if (!fs.existsSync(file)) {
    console.error(`no result file: ${file}`);
    missing += 1;
    continue;
  }
  const result = JSON.parse(fs.readFileSync(file, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  skipped += result.numPendingTests + result.numTodoTests;
}
if (skipped > 0) console.error(`${skipped} tests were skipped: in CI every component must be there`);
console.log(`${passed} passed, ${failed + missing} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed + missing + skipped > 0 || passed === 0 ? 1 : 0);
