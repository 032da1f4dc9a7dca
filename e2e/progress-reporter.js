/** Says on standard error which suite runs, and how each test ended that took a second or failed: silence means that something hangs. */
module.exports = class ProgressReporter {
  constructor() {
    this.start = Date.now();
  }

  onTestFileStart({ path }) {
    this.say(`${path.slice(__dirname.length + 1)}`);
  }

  onTestCaseResult(_test, { fullName, status, duration }) {
    const seconds = (duration ?? 0) / 1000;
    if (status === 'failed') this.say(`  FAILED  ${fullName} (${seconds.toFixed(1)} s)`);
    else if (seconds >= 1) this.say(`  ok  ${fullName} (${seconds.toFixed(1)} s)`);
  }

  say(text) {
    const seconds = Math.floor((Date.now() - this.start) / 1000);
    process.stderr.write(`[${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}] ${text}\n`);
  }
};
