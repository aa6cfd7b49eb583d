/** What the bundle runs. The store needs `node:sqlite` with a busy timeout, so an older Node gets a sentence, not a stack. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 16)) void serve();
else fail(`FES Assistant needs Node 22.16 or newer; this is Node ${process.versions.node}.`);

async function serve(): Promise<void> {
  const { explainFailure } = await import('../../packages/cli/src/explain-failure.ts');
  try {
    const { readSettings } = await import('../../packages/cli/src/open-service.ts');
    const { runStdio } = await import('../../packages/cli/src/commands/run-stdio.ts');
    await runStdio(readSettings('mcp'));
  } catch (error) {
    fail(explainFailure(error));
  }
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
