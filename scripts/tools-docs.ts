import { generateToolsDocs, listTools } from '@fes-assistant/tools';
import { generatedFile } from './generated-file.ts';

/** Writes `docs/tools.md` from the definitions of the tools; with `--check` only compares. */
const { tools } = listTools({ mode: 'chat', allowMutations: true, nameMode: 'canonical' });
generatedFile('docs/tools.md', generateToolsDocs(tools));
