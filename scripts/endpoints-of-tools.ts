import { SisenseError } from '@fes-assistant/sisense';
import { createCatalog, type Tool } from '@fes-assistant/tools';
import { startDemo } from '../packages/tools/test/demo.ts';

/** For each endpoint of the client the tools that call it, found by running every example of every tool. */
export async function endpointsOfTools(): Promise<Map<string, Set<string>>> {
  const used = new Map<string, Set<string>>();
  const note = (endpoint: string, tool: string) => {
    const known = used.get(endpoint) ?? new Set();
    used.set(endpoint, known.add(tool));
  };
  const { tools } = createCatalog();
  const reads = tools.filter(({ effect }) => effect === 'read');
  const changes = tools.filter(({ effect }) => effect === 'change');
  await Promise.all([runReads(reads, note), ...changes.map((tool) => carryOutExamples(tool, note))]);
  return used;
}

type Note = (endpoint: string, tool: string) => void;

async function runReads(reads: Tool[], note: Note): Promise<void> {
  let running = '';
  const demo = await startDemo({ onRequest: ({ endpoint }) => note(endpoint, running) });
  try {
    for (const { id, examples } of reads) {
      running = id;
      for (const { input } of examples) await demo.run(id, input);
    }
  } finally {
    await demo.close();
  }
}

/** Each on a deployment of its own, which no other example has changed. An hour passes whenever it looks at its clock. */
async function carryOutExamples(tool: Tool, note: Note): Promise<void> {
  const secrets = tool.effect === 'change' ? (tool.secrets ?? []) : [];
  const typed = Object.fromEntries(secrets.map(({ name }) => [name, 'Correct-Horse-7']));
  for (const { input } of tool.examples) {
    let hour = 0;
    const now = () => new Date(Date.UTC(2026, 10, 24, 9 + hour++));
    const demo = await startDemo({ now, onRequest: ({ endpoint }) => note(endpoint, tool.id) });
    try {
      await demo.carryOut(await demo.plan(tool.id, input), typed);
    } catch (error) {
      // Sisense refuses some changes of what the administrator does not own; that it was asked is what counts here.
      if (!(error instanceof SisenseError)) throw error;
      console.warn(`${tool.id} ${JSON.stringify(input)}: ${error.message}`);
    } finally {
      await demo.close();
    }
  }
}
