import { writeFileSync } from 'node:fs';

/** Writes Jest's sums, and the titles of what did not run, to the file that FIELDLINE_TEST_SUMMARY names. */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const file = process.env['FIELDLINE_TEST_SUMMARY'];
    if (file === undefined) return;
    const skippedTitles = results.testResults.flatMap(({ testResults }) =>
      testResults.filter(({ status }) => status === 'pending' || status === 'todo').map(({ fullName }) => fullName),
    );
    const summary = {
      passed: results.numPassedTests,
      // A file that broke before its first test counts as one failure.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      skippedTitles,
    };
    writeFileSync(file, JSON.stringify(summary));
  }
}
