import type { Mode, ToolManifest } from '@fes-assistant/protocol';

const topics: [string, string][] = [
  ['access', 'users, groups, roles and who may see what'],
  ['dashboard', 'dashboards, widgets, scripts and shares'],
  ['datamodel', 'data models, tables, connections, security and builds'],
  ['folder', 'folders'],
  ['wellcheck', 'health checks of dashboards and data models'],
  ['migration', 'moving groups, users, data models and dashboards from source to target'],
  ['plugins', 'plugins'],
  ['blox', 'BloX actions'],
  ['custom_code', 'notebooks'],
  ['metadata', 'measures and dimensions'],
  ['queries', 'JAQL queries'],
  ['encryption', 'encryption'],
];

/** What is said to things that are no task; undefined for everything else. */
export function smallTalk(text: string, { tools, mode }: { tools: ToolManifest[]; mode: Mode }): string | undefined {
  const plain = text.trim().replace(/[?!.\s]+$/g, '');
  if (
    /^(what|which things) (all )?can (you|i|this|it) (do|ask|help)( here| with| for me| me with)*$/i.test(plain) ||
    /^(help|\?|what do you do|how can you help( me)?|what are you)$/i.test(plain)
  ) {
    return capabilities(tools, mode);
  }
  if (/^(hi|hello|hey|good (morning|afternoon|evening))( there)?$/i.test(plain)) {
    return 'Hello. Ask about the connected deployment, for example: "Show me all users". "What can you do" tells more.';
  }
  if (/^(thanks?|thank you( very much)?|great|perfect|ok(ay)?|fine)$/i.test(plain)) return 'You are welcome.';
  if (/^(please )?(migrate|promote|transfer)\b/i.test(plain) && !tools.some(({ module }) => module === 'migration')) {
    return 'Moving assets from one deployment to another is not offered by this tool server. I can show and compare what is on either side: say "source" or "target".';
  }
  return undefined;
}

function capabilities(tools: ToolManifest[], mode: Mode): string {
  const modules = new Set(tools.map(({ module }) => module));
  const lines = topics.filter(([module]) => modules.has(module)).map(([, about]) => `- ${about}`);
  const changes = tools.filter(({ effect }) => effect === 'change').length;
  const asks = examplesOf(tools).map((ask) => `- "${ask}"`);
  const head =
    mode === 'migration' && !modules.has('migration')
      ? `I can look at both deployments, with ${tools.length} tools; moving things between them is not offered by this tool server:`
      : mode === 'migration'
        ? `I can look at both deployments and move things from source to target, with ${tools.length} tools:`
        : `I can look into the connected deployment and change it, with ${tools.length} tools (${changes} of them change something):`;
  return [
    head,
    ...lines,
    '',
    'For example:',
    ...asks,
    '',
    'Nothing is changed before you have seen the exact plan and approved it.',
  ].join('\n');
}

function examplesOf(tools: ToolManifest[]): string[] {
  const wanted = [
    'access.get_users_all',
    'access.users_per_group',
    'dashboard.get_all_dashboards',
    'datamodel.get_all_datamodel',
    'access.create_user',
    'migration.migrate_dashboards',
  ];
  return wanted.flatMap((id) => tools.find((tool) => tool.id === id)?.examples[0]?.ask ?? []);
}
