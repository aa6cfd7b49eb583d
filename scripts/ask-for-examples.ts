import type { RegistryRow } from '@fes-assistant/tools';
import type { Model } from '../packages/backend/src/agent/models/model.ts';
import type { RegistryExample } from './keep-examples.ts';

const system = [
  'You write examples for one tool of an assistant for Sisense administrators.',
  'Answer with a JSON array of three objects and nothing else: {"user_query": what a colleague would type, "arguments": the arguments of the call, which must fit the schema, "notes": a few words on what the example shows}.',
  'Vary wording and arguments. Never use passwords, tokens, keys or addresses of servers. Invent names of assets; use the domain meridian-outdoor.example for people.',
].join('\n');

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
  const answered = arrayIn(text).map(exampleIn);
  if (answered.length > 0 && answered.every((example) => example !== undefined)) return answered;
  say(`${tool_id}: the language model's answer is not a list of examples.`);
  return [];
}

function exampleIn(said: unknown): RegistryExample | undefined {
  const { user_query, arguments: args, notes } = Object(said) as Record<string, unknown>;
  if (typeof user_query !== 'string' || user_query.trim() === '' || user_query.length > 300) return undefined;
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return undefined;
  const note = typeof notes === 'string' ? notes.trim() : '';
  return {
    user_query: user_query.trim(),
    arguments: args as RegistryExample['arguments'],
    notes: note || 'Suggested by a model.',
  };
}

/** Models like to wrap what they were asked for in words or a code fence. */
function arrayIn(text: string): unknown[] {
  try {
    const answered: unknown = JSON.parse(text.slice(text.indexOf('['), text.lastIndexOf(']') + 1));
    return Array.isArray(answered) ? answered : [];
  } catch {
    return [];
  }
}
