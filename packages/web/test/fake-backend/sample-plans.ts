import type { ConnectionIdentity, Operation, Plan, Step } from '@fes-assistant/protocol';
import { foldOperation } from '@fes-assistant/protocol';

const identity = (side: ConnectionIdentity['side'], deployment: string): ConnectionIdentity => ({
  side,
  deployment,
  fingerprint: 'f'.repeat(64),
  userId: '5f0c7f9e8a1b2c3d4e5f6a7b',
  userName: 'ada@acme.example',
});

export const demo = [identity('only', 'https://acme.sisense.example')];
export const pair = [
  identity('source', 'https://acme.sisense.example'),
  identity('target', 'https://acme-eu.sisense.example'),
];

type StepPart = Pick<Step, 'action' | 'asset'> & Partial<Step>;

function stepOf(part: StepPart, index: number): Step {
  return {
    id: `s${index + 1}`,
    kind: `${part.asset.type}.${part.action}`,
    side: 'only',
    argument: {},
    changes: [],
    consequences: [],
    fingerprint: 'a'.repeat(64),
    secrets: [],
    undo: 'Can be undone.',
    ...part,
  };
}

export function planOf(part: Partial<Omit<Plan, 'steps'>> & { summary: string; steps: StepPart[] }): Plan {
  return {
    tool: 'access.update_user',
    title: 'Change',
    warnings: [],
    connections: demo,
    input: {},
    ...part,
    steps: part.steps.map(stepOf),
  };
}

export const deleteUser = planOf({
  tool: 'access.delete_user',
  title: 'Delete user',
  summary: 'Delete user jane.doe@acme.example',
  warnings: ['Jane logged in 2 days ago.'],
  steps: [
    {
      action: 'delete',
      asset: { type: 'user', name: 'jane.doe@acme.example', id: '5f0c7f9e8a1b2c3d00000000' },
      changes: [
        { field: 'name', before: 'Jane Doe', after: null },
        { field: 'role', before: 'Designer', after: null },
        { field: 'groups', before: ['Everyone', 'Finance'], after: null },
      ],
      consequences: [
        'Sisense deletes the 12 dashboards this user owns.',
        'She is removed from 2 groups and from 4 shares.',
      ],
      undo: 'Can be undone in part: the user is made again without a password; her dashboards are not.',
    },
  ],
});

export const changeUser = planOf({
  summary: 'Change user amir.haddad@acme.example',
  steps: [
    {
      action: 'update',
      asset: { type: 'user', name: 'amir.haddad@acme.example' },
      changes: [
        { field: 'role', before: 'Viewer', after: 'Data Designer' },
        { field: 'groups', before: ['Everyone'], after: ['Everyone', 'EMEA sales'] },
        { field: 'description', before: null, after: 'x'.repeat(600) },
      ],
      undo: 'Can be undone: role and groups are set back.',
    },
  ],
});

export const createUser = planOf({
  tool: 'access.create_user',
  summary: 'Create user liu.wei@acme.example',
  secretFields: [{ name: 'password', label: 'Password', required: true }],
  steps: [
    {
      action: 'create',
      asset: { type: 'user', name: 'liu.wei@acme.example' },
      changes: [
        { field: 'first name', before: null, after: 'Liu' },
        { field: 'role', before: null, after: 'Viewer' },
      ],
      secrets: ['password'],
      undo: 'Can be undone: the user is deleted again.',
    },
  ],
});

export const deleteMany = planOf({
  summary: 'Delete 12 users who never logged in',
  steps: Array.from({ length: 12 }, (_, index) => ({
    action: 'delete' as const,
    asset: { type: 'user', name: `trial${index + 1}@acme.example` },
    consequences: index < 3 ? [`Sisense deletes the ${index + 2} dashboards trial${index + 1}@acme.example owns.`] : [],
    undo: 'Can be undone in part: the user is made again without a password.',
  })),
});

const kinds = ['group', 'user', 'data-model', 'dashboard'];

export const migrateAll = planOf({
  tool: 'migration.migrate_all_dashboards',
  summary: 'Migrate 1,200 assets from acme to acme-eu',
  connections: pair,
  warnings: ['Two dashboards with the title "Sales" exist on the target; both are kept and a third is made.'],
  steps: Array.from({ length: 1200 }, (_, index) => ({
    action: index % 6 === 0 ? ('update' as const) : ('create' as const),
    side: 'target' as const,
    asset: { type: kinds[Math.floor(index / 300)] ?? 'dashboard', name: `Asset ${index + 1}` },
    undo: index % 6 === 0 ? 'Can be undone: the state before is put back.' : 'Can be undone: it is deleted again.',
  })),
});

/** A proposal as the engine makes it; it expires ten minutes from now. */
export function propose(id: string, plan: Plan): Operation {
  const now = Date.now();
  return foldOperation(id, undefined, {
    type: 'proposed',
    seq: 1,
    at: new Date(now).toISOString(),
    plan,
    digest: 'd'.repeat(64),
    principal: 'page:test',
    expiresAt: new Date(now + 10 * 60_000).toISOString(),
  });
}
