import { type SimulatorOptions, startSimulator } from '@fes-assistant/simulator';
import { type RequestEvent, Sisense } from '@fes-assistant/sisense';
import { createCatalog } from '../src/catalog.ts';
import { parseInput } from '../src/derive/parse-input.ts';
import type { PlanDraft } from '../src/step-kind.ts';
import type { ChangeTool, ReadTool } from '../src/tool.ts';

type Rows = { rows: Record<string, unknown>[]; notes?: string[] };
type Item = { item: unknown; notes?: string[] };

/** A simulated deployment with the demo's content, and the tools at work on it as its administrator. */
export async function startDemo({
  now = () => new Date('2026-11-24T09:00:00Z'),
  onRequest = () => {},
  options = {},
}: {
  now?: () => Date;
  options?: Partial<SimulatorOptions>;
  onRequest?: (event: RequestEvent) => void;
} = {}) {
  const simulator = await startSimulator({ world: 'demo', now, options });
  const [deployment] = simulator.deployments;
  if (deployment === undefined) throw new Error('The simulator has no deployment.');
  const sisense = new Sisense({ origin: deployment.origin, token: deployment.token, onRequest });
  const catalog = createCatalog();
  const context = { sisense, signal: new AbortController().signal, progress: () => {} };

  async function run(id: string, args: Record<string, unknown> = {}): Promise<Rows | Item> {
    const tool = catalog.findTool(id);
    if (tool?.effect !== 'read') throw new Error(`There is no read ${id}.`);
    return (tool as ReadTool).run(parseInput(tool, args) as never, context) as Promise<Rows | Item>;
  }

  async function plan(id: string, args: Record<string, unknown> = {}): Promise<PlanDraft> {
    const tool = catalog.findTool(id);
    if (tool?.effect !== 'change') throw new Error(`There is no change ${id}.`);
    return (tool as ChangeTool).plan(parseInput(tool, args) as never, { ...context, connections: [] });
  }

  /** Carries out what a change would do, step by step, each judged by what is there afterwards. */
  async function carryOut(draft: PlanDraft, secrets: Record<string, string> = {}) {
    const done = [];
    for (const step of draft.steps) {
      const kind = catalog.findStepKind(step.kind);
      if (kind === undefined) throw new Error(`There is no step kind ${step.kind}.`);
      const argument = kind.argument.parse(replaced(step.argument, done));
      const reading = { argument, sisense, signal: context.signal };
      const before = await kind.read(reading);
      const intent = (await kind.intend?.(reading)) ?? null;
      const applied = await kind.apply({ ...reading, intent, attempt: 1, secrets, progress: () => {} });
      const after = await kind.read(reading);
      const judged = kind.judge({ argument, now: after, before, intent, applied });
      const lost = kind.judge({ argument, now: after, before, intent });
      done.push({
        kind,
        step,
        argument,
        before,
        after,
        judged,
        lost,
        ...(applied.id === undefined ? {} : { id: applied.id }),
      });
    }
    return done;
  }

  /** Takes back what was carried out, the last step first. */
  async function undo(done: Awaited<ReturnType<typeof carryOut>>) {
    const steps = done
      .toReversed()
      .flatMap(({ kind, step, argument, before, after, id }) =>
        kind.undo.possible
          ? kind.undo.steps({ argument, before, after, asset: step.asset, ...(id === undefined ? {} : { id }) })
          : [],
      );
    return carryOut({ summary: 'Undo', steps });
  }

  async function rows(id: string, args: Record<string, unknown> = {}) {
    const result = await run(id, args);
    if (!('rows' in result)) throw new Error(`${id} answers one item.`);
    return result.rows;
  }

  async function item(id: string, args: Record<string, unknown> = {}) {
    const result = await run(id, args);
    if (!('item' in result)) throw new Error(`${id} answers rows.`);
    return result.item as Record<string, unknown>;
  }

  async function close() {
    await sisense.close();
    await simulator.close();
  }

  return { deployment, sisense, run, rows, item, plan, carryOut, undo, close };
}

export type Demo = Awaited<ReturnType<typeof startDemo>>;

function replaced(argument: unknown, done: { id?: string }[]): unknown {
  if (Array.isArray(argument)) return argument.map((member) => replaced(member, done));
  if (argument === null || typeof argument !== 'object') return argument;
  if ('outcomeOf' in argument) return done[Number(String(argument.outcomeOf).slice(1)) - 1]?.id;
  return Object.fromEntries(Object.entries(argument).map(([key, member]) => [key, replaced(member, done)]));
}
