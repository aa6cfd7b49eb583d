import type { JsonSchema, ToolManifest } from '@fes-assistant/protocol';
import { schemaAt } from './schema-values.ts';

const asked: [RegExp, string][] = [
  [/^user_data\.email$/, 'Which e-mail address should the new user have?'],
  [/^user_data$/, 'What should change? For example: role to designer, last name to Smith, group Finance, or inactive.'],
  [/user|owner/, 'Which user? Give the e-mail address or the name.'],
  [/group/, 'Which group? Give its name.'],
  [/dashboard/, 'Which dashboard? Give its title or id.'],
  [/datamodel|datasource/, 'Which data model? Give its name.'],
  [/folder/, 'Which folder? Give its name or id.'],
  [/table/, 'Which table? Give its name.'],
  [/widget/, 'Which widget? Give its id.'],
  [/connection/, 'Which connection? Give its name or id.'],
  [/plugin/, 'Which plugin? Give its name.'],
  [/notebook/, 'Which notebook? Give its id.'],
  [/title/, 'Which title should it have?'],
];

/** The question for an argument that an ask leaves out, with choices where there are few. */
export function questionFor(tool: ToolManifest, missing: string): { text: string; choices: string[] } {
  if (missing === 'side')
    return { text: 'On which deployment: the source or the target?', choices: ['source', 'target'] };
  const choices = optionsOf(schemaAt(tool.inputSchema, missing.split('.')));
  const known = asked.find(([pattern]) => pattern.test(missing));
  if (known) return { text: known[1], choices };
  const about =
    missing === 'name'
      ? `Which ${tool.module}? Give its name.`
      : `${tool.title}: what should "${missing.replaceAll('_', ' ')}" be?`;
  return { text: about, choices };
}

function optionsOf(schema: JsonSchema): string[] {
  const listed = schema['enum'];
  return Array.isArray(listed) && listed.length <= 6 ? listed.map(String) : [];
}
