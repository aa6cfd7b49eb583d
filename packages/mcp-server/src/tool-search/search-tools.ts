import type { ToolManifest } from '@fes-assistant/protocol';

/** The tools that fit the words of a query, the best first. Words in names weigh more than words in descriptions. */
export function searchTools(tools: ToolManifest[], { query, limit }: { query: string; limit: number }): ToolManifest[] {
  const words = wordsOf(query);
  return tools
    .map((tool) => ({ tool, score: scoreOf(tool, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.tool.id < b.tool.id ? -1 : 1))
    .slice(0, limit)
    .map(({ tool }) => tool);
}

const weights = { name: 3, title: 3, tags: 2, description: 1, examples: 1 } as const;

function scoreOf(tool: ToolManifest, words: Set<string>): number {
  const texts: Record<keyof typeof weights, string> = {
    name: tool.id,
    title: tool.title,
    tags: tool.tags.join(' '),
    description: tool.description,
    examples: tool.examples.map(({ ask }) => ask).join(' '),
  };
  return Object.entries(weights).reduce((total, [key, weight]) => {
    const found = wordsOf(texts[key as keyof typeof weights]);
    return total + weight * [...words].filter((word) => found.has(word)).length;
  }, 0);
}

const saysLittle = new Set([
  'a',
  'all',
  'an',
  'and',
  'for',
  'from',
  'in',
  'is',
  'me',
  'my',
  'of',
  'on',
  'show',
  'the',
  'to',
  'with',
]);

/** Lower-case words without their plural ending, so that "users" finds "user". */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !saysLittle.has(word)).map((word) => word.replace(/(?<=..)s$/, '')));
}
