import { isVisible } from '../dashboards/access.ts';
import { deleteDashboard } from '../dashboards/delete-dashboard.ts';
import type { JsonObject } from '../json.ts';
import type { SimulatorOptions } from '../options.ts';
import { type BaseRole, isAdmin } from '../roles/base-roles.ts';
import type { Dashboard, Folder, User, World } from '../world.ts';

export interface Viewer {
  world: World;
  user: User;
  role: BaseRole;
  options: SimulatorOptions;
}

const seesAll = ({ role, options }: Viewer): boolean => isAdmin(role) && options.foldersForAdmin === 'all';

/** Own folders, and for an administrator all; a folder with something visible in it is visible too. What is above a visible one, is. */
export function visibleFolders(viewer: Viewer): Folder[] {
  const { world, user } = viewer;
  if (seesAll(viewer)) return [...world.folders.values()];
  const open = new Set<string>();
  const openFrom = (oid: string | null) => {
    for (const folder of ancestorsOf(world, oid)) open.add(folder.oid);
  };
  for (const folder of world.folders.values()) if (folder.owner === user._id) openFrom(folder.oid);
  for (const dashboard of world.dashboards.values()) if (isVisible(dashboard, user)) openFrom(dashboard.parentFolder);
  return [...world.folders.values()].filter(({ oid }) => open.has(oid));
}

/** Where one may put something: what one sees, and for an administrator any folder. */
export function reachableFolder(viewer: Viewer, oid: string): Folder | undefined {
  const folder = viewer.world.folders.get(oid);
  if (folder === undefined || isAdmin(viewer.role)) return folder;
  return visibleFolders(viewer).find((one) => one === folder);
}

/** From the folder itself up to the root. */
export function ancestorsOf(world: World, oid: string | null): Folder[] {
  const found: Folder[] = [];
  let folder = world.folders.get(oid ?? '');
  while (folder !== undefined && !found.includes(folder)) {
    found.push(folder);
    folder = world.folders.get(folder.parentId ?? '');
  }
  return found;
}

/** Folders nested, each with its dashboards; a leaf has no `folders`. */
export function treeBelow(viewer: Viewer, parentId: string | null): JsonObject[] {
  const folders = visibleFolders(viewer);
  return nested({ folders, dashboards: visibleDashboards(viewer), parentId });
}

/** The dashboards that folders are shown with. */
function visibleDashboards(viewer: Viewer): Dashboard[] {
  const all = [...viewer.world.dashboards.values()];
  return seesAll(viewer) ? all : all.filter((dashboard) => isVisible(dashboard, viewer.user));
}

export function dashboardsIn(viewer: Viewer, folder: Folder): JsonObject[] {
  return leaves(visibleDashboards(viewer).filter(({ parentFolder }) => parentFolder === folder.oid));
}

function nested(of: { folders: Folder[]; dashboards: Dashboard[]; parentId: string | null }): JsonObject[] {
  const { folders, dashboards, parentId } = of;
  return folders
    .filter((folder) => folder.parentId === parentId)
    .map((folder) => {
      const below = nested({ folders, dashboards, parentId: folder.oid });
      const inside = leaves(dashboards.filter((dashboard) => dashboard.parentFolder === folder.oid));
      return { ...folder, dashboards: inside, ...(below.length > 0 ? { folders: below } : {}) };
    });
}

function leaves(dashboards: Dashboard[]): JsonObject[] {
  return dashboards.map(({ oid, title, owner, parentFolder, datasource }) => ({
    oid,
    title,
    owner,
    parentFolder,
    datasource,
  }));
}

export function rootDashboards(viewer: Viewer): JsonObject[] {
  const { folders } = viewer.world;
  return leaves(
    visibleDashboards(viewer).filter(({ parentFolder }) => parentFolder === null || !folders.has(parentFolder)),
  );
}

/** A folder goes with everything under it, dashboards too. */
export function deleteFolder(world: World, oid: string): void {
  for (const child of [...world.folders.values()]) if (child.parentId === oid) deleteFolder(world, child.oid);
  for (const dashboard of [...world.dashboards.values()]) {
    if (dashboard.parentFolder === oid) deleteDashboard(world, dashboard.oid);
  }
  world.folders.delete(oid);
}
