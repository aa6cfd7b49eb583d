import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { publishedPackages } from './published-packages.ts';
import { stagePackage } from './stage-package.ts';

/** Stages `dist/npm/<name>` for every published package, and says what npm would publish. */
for (const published of publishedPackages) {
  const folder = fileURLToPath(new URL(`../dist/npm/${published.name}`, import.meta.url));
  await stagePackage(published, folder);
  const { status } = spawnSync('npm', ['pack', '--dry-run', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm does not pack ${folder}.`);
  console.log(`${folder} is staged.`);
}
