import type { JsonObject } from '../json.ts';

const dashboardRights = [
  ...[
    'create',
    'delete',
    'move',
    'rename',
    'duplicate',
    'change_owner',
    'toggle_edit_mode',
    'edit_layout',
    'edit_script',
  ],
  ...['export_dash', 'export_jpeg', 'export_pdf', 'share', 'restore', 'import', 'select_palette', 'replace_datasource'],
];

/** What a role of this rank may do, in Sisense's grouping. */
export function manifestOf(rank: number): JsonObject {
  const rights = (names: readonly string[], from: number) =>
    Object.fromEntries(names.map((name) => [name, rank >= from]));
  return {
    folders: rights(['create', 'delete', 'rename', 'move'], 1),
    dashboards: rights(dashboardRights, 1),
    widgets: rights(['create', 'delete', 'duplicate', 'rename', 'edit_script', 'export_csv', 'export_png'], 1),
    manage: { ...rights(['users', 'groups', 'servers'], 4), ...rights(['elasticubes'], 2) },
    base: { isConsumer: rank === 0, isContributor: rank >= 1, isAdmin: rank >= 4, isSuper: rank >= 5 },
  };
}
