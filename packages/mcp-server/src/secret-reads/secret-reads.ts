import { randomUUID } from 'node:crypto';
import type { Json, Operation } from '@fes-assistant/protocol';
import {
  type Catalog,
  type ChangeTool,
  changeTool,
  parseInput,
  type ReadTool,
  type StepKind,
  stepKind,
} from '@fes-assistant/tools';
import { z } from 'zod';

/** A step of this kind reads a secret once a person approved it, and changes nothing. */
export const secretReadKind = 'secret.show';

const shownMs = 600_000;

/**
 * Reads whose answer, or whose input, is a secret: they wait for approval like a change, and the answer is kept in memory for the approval
 * page alone. No model, journal, log or other answer ever holds it.
 */
export interface SecretReads {
  /** The catalogue with the step kind that carries them out. */
  catalog: Catalog;
  /** The read as something that is proposed. */
  asChange(tool: ReadTool): ChangeTool;
  /** What an operation read, for ten minutes. */
  answersOf(operation: Operation): Json[];
}

const argument = z.object({ tool: z.string(), input: z.record(z.string(), z.json()), answer: z.string() });
type Argument = z.infer<typeof argument>;

export function createSecretReads(catalog: Catalog, { now }: { now: () => number }): SecretReads {
  const answers = new Map<string, { item: Json; at: number }>();
  const kind = secretReadStep(catalog, ({ answer }, item) => {
    for (const [key, { at }] of answers) if (now() - at > shownMs) answers.delete(key);
    answers.set(answer, { item, at: now() });
  });
  return {
    catalog: {
      ...catalog,
      findStepKind: (name) => (name === secretReadKind ? kind : catalog.findStepKind(name)),
    },
    asChange: proposedRead,
    answersOf: ({ plan }) =>
      plan.steps.flatMap((step) => {
        const parsed = step.kind === secretReadKind ? argument.safeParse(step.argument) : undefined;
        const kept = parsed?.success ? answers.get(parsed.data.answer) : undefined;
        return kept && now() - kept.at < shownMs ? [kept.item] : [];
      }),
  };
}

function proposedRead({ id, title, description, input, examples, tags, secretInput }: ReadTool): ChangeTool {
  const tool = changeTool({
    id,
    title,
    description,
    input,
    examples,
    tags,
    destructive: false,
    idempotent: true,
    secrets: secretInput ? [secretInput.field] : [],
    plan: async (given) => ({
      summary: `${title}: show the answer to the person who approves`,
      steps: [
        {
          kind: secretReadKind,
          asset: { type: 'secret', name: title },
          argument: { tool: id, input: given as { [key: string]: Json }, answer: randomUUID() },
          secrets: secretInput ? [secretInput.field.name] : [],
        },
      ],
      warnings: ['The answer is shown on the approval page only, for ten minutes.'],
    }),
  });
  return tool as ChangeTool;
}

function secretReadStep(catalog: Catalog, keep: (about: Argument, item: Json) => void): StepKind {
  return stepKind({
    name: secretReadKind,
    action: 'run',
    argument,
    read: async () => null,
    async apply({ argument: about, sisense, signal, progress, secrets }) {
      const tool = catalog.findTool(about.tool);
      if (tool?.effect !== 'read') throw new Error(`${about.tool} is not a read.`);
      const outcome = await tool.run(withTyped(tool, { input: parseInput(tool, about.input), secrets }), {
        sisense,
        signal,
        progress,
      });
      keep(about, 'item' in outcome ? (outcome.item as Json) : outcome.rows);
      return {};
    },
    judge: ({ applied }) => (applied ? 'applied' : 'not-applied'),
    undo: { possible: false, because: 'nothing is changed.' },
  });
}

/** The input with what the person who approved typed, where the call had left it to them. */
function withTyped(
  { secretInput }: ReadTool,
  { input, secrets }: { input: Record<string, unknown>; secrets: Record<string, string> },
): Record<string, unknown> {
  if (secretInput === undefined) return input;
  const typed = secrets[secretInput.field.name];
  const put = (value: unknown, [name, ...rest]: readonly string[]): unknown =>
    name === undefined
      ? typed
      : { ...(value as object), [name]: put((value as Record<string, unknown>)?.[name], rest) };
  return put(input, secretInput.at) as Record<string, unknown>;
}
