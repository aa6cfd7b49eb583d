import type { RegistryRow } from '@fes-assistant/tools';
import { z } from 'zod';
import type { Model } from '../packages/backend/src/agent/models/model.ts';
import type { RegistryExample } from './keep-examples.ts';

const system = [
  'You write examples for one tool of an assistant for Sisense administrators.',
  'Answer with a JSON array of three objects and nothing else: {"user_query": what a colleague would type, "arguments": the arguments of the call, which must fit the schema, "notes": a few words on what the example shows}.',
  'Vary wording and arguments. Never use passwords, tokens, keys or addresses of servers. Invent names of assets; use the domain meridian-outdoor.example for people.',
].join('\n');

const answerSchema = z.array(
  z.object({
    user_query: z.string().trim().min(1).max(300),
    arguments: z.record(z.string(), z.json()),
    notes: z.string().nullish(),
  }),
);

/** Asks a language model for examples of one tool. What cannot be read is said and counts as none. */
export async function askForExamples(
  row: RegistryRow,
  { model, signal, say }: { model: Model; signal: AbortSignal; say: (line: string) => void },
): Promise<RegistryExample[]> {
  const { tool_id, description, parameters, mutates, examples } = row;
  const about = { tool_id, description, parameters, mutates, examples: examples.map(({ notes: _, ...rest }) => rest) };
  const { text } = await model.next({
    mode: 'chat',
    system,
    messages: [{ role: 'user', by: 'person', text: JSON.stringify(about) }],
    tools: [],
    today: new Date(),
    signal,
  });
  const parsed = answerSchema.safeParse(arrayIn(text));
  if (!parsed.success) {
    say(`${tool_id}: the language model's answer is not a list of examples.`);
    return [];
  }
  return parsed.data.map(({ notes, ...example }) => ({ ...example, notes: notes?.trim() || 'Suggested by a model.' }));
}

/** Models like to wrap what they were asked for in words or a code fence. */
function arrayIn(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('['), text.lastIndexOf(']') + 1));
  } catch {
    return undefined;
  }
}
