import { createHash } from 'node:crypto';
import type { Tool } from '@modelcontextprotocol/client';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { generatedFile } from './generated-file.ts';
import { publishedTools } from './published-tools.ts';

/**
 * Writes `docs/tokens.md`: what the tools cost a model that is handed all of them. Fails over a limit; with `--check` also
 * when the file is stale.
 */
const surfaces = [
  { name: 'full', limit: 12_000, tools: await publishedTools('full') },
  { name: 'full, migration mode', limit: 12_000, tools: await publishedTools('full', 'migration') },
  { name: 'compact', limit: 4_000, tools: await publishedTools('compact') },
] as const;
type Surface = (typeof surfaces)[number];

generatedFile('docs/tokens.md', report());
for (const { name, limit, tools } of surfaces) {
  const total = totalOf(tools);
  if (total <= limit) continue;
  console.error(`The ${name} list takes ${total} tokens, ${total - limit} more than the ${limit} it may take.`);
  process.exitCode = 1;
}

function report(): string {
  return `${[
    '# What the tools cost a model',
    '',
    'Tokens (o200k) of names, descriptions and input schemas, as a host hands them to a model. This file is generated; shorten the definitions (`packages/tools/src`), not it.',
    '',
    '| surface (`FES_TOOL_SURFACE`) | tools | tokens | limit | whole `tools/list`, with titles, output schemas and annotations | SHA-256 of it |',
    '|---|---|---|---|---|---|',
    ...surfaces.map(
      ({ name, limit, tools }) =>
        `| ${name} | ${tools.length} | ${totalOf(tools)} | ${limit} | ${countTokens(JSON.stringify(tools))} | ${digestOf(tools)} |`,
    ),
    ...surfaces.filter(({ name }) => name !== 'full, migration mode').flatMap(perTool),
  ].join('\n')}\n`;
}

function perTool({ name, tools }: Surface): string[] {
  const rows = tools.map((tool) => ({ tool, tokens: tokensOf(tool) })).toSorted(largestFirst);
  return [
    '',
    `## ${name}`,
    '',
    '| tool | tokens | description alone |',
    '|---|---|---|',
    ...rows.map(({ tool, tokens }) => `| \`${tool.name}\` | ${tokens} | ${countTokens(tool.description ?? '')} |`),
  ];
}

function largestFirst(a: { tool: Tool; tokens: number }, b: { tool: Tool; tokens: number }): number {
  return b.tokens - a.tokens || (a.tool.name < b.tool.name ? -1 : 1);
}

/** Pins the list: no tool, word or schema of it changes without a change of this file. */
function digestOf(tools: readonly Tool[]): string {
  return createHash('sha256').update(JSON.stringify(tools)).digest('hex');
}

function totalOf(tools: readonly Tool[]): number {
  return tools.reduce((sum, tool) => sum + tokensOf(tool), 0);
}

function tokensOf({ name, description, inputSchema }: Tool): number {
  return countTokens(JSON.stringify({ name, description, input_schema: inputSchema }));
}
