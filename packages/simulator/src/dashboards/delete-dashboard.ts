import type { World } from '../world.ts';

export function deleteDashboard(world: World, oid: string): void {
  world.dashboards.delete(oid);
  world.widgets.delete(oid);
  world.published.delete(oid);
  world.privateCopies.delete(oid);
  world.beforeImport.delete(oid);
}
