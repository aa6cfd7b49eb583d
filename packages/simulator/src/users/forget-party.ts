import { dropPrivateCopy, forgetUnsharedCopies } from '../dashboards/copies.ts';
import type { JsonObject } from '../json.ts';
import type { World } from '../world.ts';

/** Takes a user or a group out of every list it was shared into, with what a user had changed for themselves. */
export function forgetParty(world: World, id: string): void {
  for (const dashboard of world.dashboards.values()) {
    if (dashboard.shares.some(({ shareId }) => shareId === id)) {
      dashboard.shares = dashboard.shares.filter(({ shareId }) => shareId !== id);
      dropPrivateCopy(world, dashboard.oid, id);
      forgetUnsharedCopies(world, dashboard);
    }
  }
  for (const oid of [...world.models.keptKeys()]) {
    if (world.models.get(oid)?.shares.some(({ partyId }) => partyId === id) !== true) continue;
    const model = world.models.edit(oid);
    if (model !== undefined) model.shares = model.shares.filter(({ partyId }) => partyId !== id);
  }
  for (const rule of world.securityRules.values()) rule.shares = rule.shares.filter((share) => partyOf(share) !== id);
  for (const [key, rule] of [...world.securityRules]) if (rule.shares.length === 0) world.securityRules.delete(key);
}

const partyOf = (share: JsonObject): unknown => share.partyId ?? share.party;
