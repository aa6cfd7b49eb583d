import { type Build, SisenseError } from '@fes-assistant/sisense';
import { z } from 'zod';
import { hiddenFolders } from '../folders/hidden-folders.ts';
import { isEverybody } from '../groups/is-everybody.ts';
import { roleWord } from '../roles/role-word.ts';
import { type ReadContext, readTool } from '../tool.ts';

export const deploymentSummary = readTool({
  id: 'deployment.summary',
  title: 'Deployment at a glance',
  description:
    'Counts users by role, groups, folders, dashboards and data models, and shows version and licence state.',
  input: z.object({}),
  examples: [
    { ask: 'Give me an overview of this deployment', input: {} },
    { ask: 'Which version of Sisense is this?', input: {} },
    { ask: 'How many users, dashboards and data models are there?', input: {} },
  ],
  tags: ['deployment'],
  row: z.looseObject({ what: z.string(), value: z.union([z.number(), z.string()]) }),
  columns: [
    { key: 'what', title: 'What', kind: 'text' },
    { key: 'value', title: 'Value', kind: 'text' },
  ],
  run: async (_input, { sisense, signal }) => {
    const [status, users, groups, folders, dashboards, models, more] = await Promise.all([
      sisense.server.status({ signal }),
      sisense.users.list({ signal }),
      sisense.groups.list({ signal }),
      sisense.folders.list({ signal }),
      sisense.dashboards.list({ fields: ['oid', 'owner', 'shares', 'parentFolder'], signal }),
      sisense.datamodels.list({ signal }),
      others({ sisense, signal }),
    ]);
    const roles = countBy(users, ({ role }) => (role?.name ? roleWord(role.name) : 'without a role'));
    const types = countBy(models, ({ type }) => type?.toLowerCase() ?? 'of unknown type');
    const hidden = hiddenFolders(
      folders.map(({ oid }) => oid),
      dashboards,
    );
    const known = new Set(users.map(({ _id }) => _id));
    const shared = dashboards.filter(({ owner, shares }) => (shares ?? []).some(({ shareId }) => shareId !== owner));
    const facts: [string, number | string][] = [
      ['Sisense version', status.version === '' ? 'not told' : status.version],
      ['Licence', licence(status.isLicenseExpired)],
      ['Users', users.length],
      ...roles.map(([role, number]): [string, number] => [`Users: ${role}`, number]),
      ['Users: inactive', users.filter(({ active }) => active === false).length],
      ['Users: never logged in', users.filter(({ lastLogin }) => !lastLogin).length],
      ['Groups', groups.filter(({ name }) => !isEverybody(name)).length],
      ['Folders', folders.length],
      ...(hidden.length === 0 ? [] : [['Folders: not seen by you, at least', hidden.length] as [string, number]]),
      ['Dashboards', dashboards.length],
      ['Dashboards: not shared', dashboards.length - shared.length],
      ['Dashboards: owner does not exist', dashboards.filter(({ owner }) => owner && !known.has(owner)).length],
      ['Data models', models.length],
      ...types.map(([type, number]): [string, number] => [`Data models: ${type}`, number]),
      ...more,
    ];
    return { rows: facts.map(([what, value]) => ({ what, value })) };
  },
});

/** What not every server tells, or not to everyone: then it says so, and the rest is told all the same. */
async function others({
  sisense,
  signal,
}: Pick<ReadContext, 'sisense' | 'signal'>): Promise<[string, number | string][]> {
  const orNotTold = async (asked: Promise<number>): Promise<number | string> => {
    try {
      return await asked;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof SisenseError) return 'not told';
      throw error;
    }
  };
  const [failed, connections, plugins] = await Promise.all([
    orNotTold(sisense.builds.list({ signal }).then(modelsWhoseLastBuildFailed)),
    orNotTold(sisense.connections.list({ signal }).then(({ length }) => length)),
    orNotTold(sisense.plugins.list({ signal }).then((all) => all.filter(({ isEnabled }) => isEnabled).length)),
  ]);
  return [
    ['Data models: last build failed', failed],
    ['Connections', connections],
    ['Plugins that are on', plugins],
  ];
}

function modelsWhoseLastBuildFailed(builds: readonly Build[]): number {
  const last = new Map<string, Build>();
  for (const build of builds) {
    const known = last.get(build.datamodelId ?? '');
    if (known === undefined || (known.created ?? '') < (build.created ?? '')) last.set(build.datamodelId ?? '', build);
  }
  return [...last.values()].filter(({ status }) => status === 'failed').length;
}

function licence(isExpired: boolean | undefined): string {
  if (isExpired === undefined) return 'not told';
  return isExpired ? 'expired' : 'valid';
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
