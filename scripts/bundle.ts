import { fileURLToPath } from 'node:url';
import { buildBundle } from './build-bundle.ts';

/** Writes `dist/fes-assistant.mcpb`, which Claude Desktop installs. */
const file = fileURLToPath(new URL('../dist/fes-assistant.mcpb', import.meta.url));
await buildBundle(file);
console.log(`${file} is written. Open it with Claude Desktop.`);
