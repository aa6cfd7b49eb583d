import { explainFailure } from './explain-failure.ts';
import { loadEnvFile } from './load-env-file.ts';
import { createProgram } from './program.ts';

try {
  loadEnvFile();
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exitCode = 1;
}
