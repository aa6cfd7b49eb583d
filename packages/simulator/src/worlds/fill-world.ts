import { settleBuilds } from '../builds/build-state.ts';
import type { SimulatorOptions } from '../options.ts';
import type { World } from '../world.ts';
import { addSecondTenant } from './add-second-tenant.ts';
import { fillDemo } from './demo.ts';
import { fillEmpty } from './empty.ts';
import { fillLarge } from './large.ts';
import { changeOnSource, fillTarget } from './target.ts';

export type WorldKind = 'empty' | 'demo' | 'source-and-target' | 'large';

export function fillWorld(
  world: World,
  of: { kind: WorldKind; name: string; seed: string; options: SimulatorOptions },
): void {
  world.datasourceIds = of.options.datasourceIds;
  if (of.kind === 'empty') fillEmpty(world);
  else if (of.kind === 'large') fillLarge(world);
  else if (of.name === 'target') fillTarget(world, of.seed);
  else fillDemo(world, of.seed);
  if (of.name === 'source') changeOnSource(world);
  if (of.options.multiTenant) addSecondTenant(world);
  settleBuilds(world, of.options);
}
