import { settleBuilds } from '../builds/build-state.ts';
import type { SimulatorOptions } from '../options.ts';
import type { World } from '../world.ts';
import { fillDemo } from './demo.ts';
import { fillEmpty } from './empty.ts';

export type WorldKind = 'empty' | 'demo' | 'source-and-target' | 'large';

export function fillWorld(
  world: World,
  of: { kind: WorldKind; name: string; seed: string; options: SimulatorOptions },
): void {
  if (of.kind === 'empty') fillEmpty(world);
  else fillDemo(world, of.seed);
  settleBuilds(world, of.options);
}
