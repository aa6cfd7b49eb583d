import type { Json, JsonSchema, ToolManifest } from '@fes-assistant/protocol';

/** `docs/tools.md`: every tool with its arguments, examples and, for a change, how far it can be undone. */
export function generateToolsDocs(manifests: readonly ToolManifest[]): string {
  const modules = [...new Set(manifests.map(({ module }) => module))].toSorted();
  const reads = manifests.filter(({ effect }) => effect === 'read').length;
  const head = [
    '# Tools',
    '',
    `${manifests.length} tools: ${reads} reads, which run when asked, and ${manifests.length - reads} changes, which are planned and run when a person has approved the plan. This file is generated; edit the tools, not it.`,
    '',
    ...modules.map(
      (module) => `- [${module}](#${module}) (${manifests.filter((one) => one.module === module).length})`,
    ),
  ];
  const sections = modules.flatMap((module) => [
    '',
    `## ${module}`,
    ...manifests.filter((one) => one.module === module).flatMap(section),
  ]);
  return `${[...head, ...sections].join('\n')}\n`;
}

function section(tool: ToolManifest): string[] {
  return [
    '',
    `### ${tool.id}`,
    '',
    `**${tool.title}.** ${tool.description} *${kindWords(tool)}*`,
    ...(tool.undo === undefined ? [] : ['', `${tool.undo}.`.replace(/\.\.$/, '.')]),
    ...argumentTable(tool.inputSchema),
    ...(tool.secrets.length === 0
      ? []
      : ['', `Asked for at approval: ${tool.secrets.map(({ label }) => label).join(', ')}.`]),
    ...(tool.columns.length === 0 ? [] : ['', `Columns: ${tool.columns.map(({ key }) => `\`${key}\``).join(', ')}.`]),
    '',
    ...tool.examples.map(({ ask, input }) => `- “${ask}” → \`${JSON.stringify(input)}\``),
  ];
}

function kindWords({ effect, annotations }: ToolManifest): string {
  if (effect === 'read') return 'Read.';
  return annotations.destructiveHint ? 'Change; something may be gone or replaced afterwards.' : 'Change.';
}

function argumentTable(schema: JsonSchema): string[] {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  if (properties.length === 0) return [];
  const required = (schema['required'] ?? []) as string[];
  const rows = properties.map(([name, property]) => {
    const need = required.includes(name)
      ? 'yes'
      : property['default'] === undefined
        ? 'no'
        : `no, ${code(property['default'])}`;
    return `| \`${name}\` | ${typeWords(property)} | ${need} | ${String(property['description'] ?? '').replaceAll('|', '\\|')} |`;
  });
  return ['', '| argument | type | required | meaning |', '|---|---|---|---|', ...rows];
}

function typeWords(property: JsonSchema): string {
  const choices = property['enum'];
  if (Array.isArray(choices)) return choices.map(code).join(', ');
  const alternatives = property['anyOf'];
  if (Array.isArray(alternatives)) return alternatives.map((one) => typeWords(one as JsonSchema)).join(' or ');
  if (property['type'] === 'array') return `list of ${typeWords((property['items'] ?? {}) as JsonSchema)}`;
  return String(property['type'] ?? 'any');
}

function code(value: Json): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
