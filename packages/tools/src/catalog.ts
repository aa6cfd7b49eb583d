import type { StepKind } from './step-kind.ts';
import { stepKinds } from './step-kinds.ts';
import type { Tool } from './tool.ts';
import { tools } from './tools.ts';

/** All tools and step kinds of the product, looked up by name. */
export interface Catalog {
  tools: Tool[];
  /** By dotted id or by its underscore form, exactly; an unknown name is `undefined`, never a guess. */
  findTool: (name: string) => Tool | undefined;
  findStepKind: (name: string) => StepKind | undefined;
}

export function createCatalog(own: { tools: Tool[]; stepKinds: StepKind[] } = { tools, stepKinds }): Catalog {
  const byName = new Map(
    own.tools.flatMap((tool) => [[tool.id, tool] as const, [publishedName(tool.id), tool] as const]),
  );
  const kinds = new Map(own.stepKinds.map((kind) => [kind.name, kind]));
  return { tools: own.tools, findTool: (name) => byName.get(name), findStepKind: (name) => kinds.get(name) };
}

/** The name that hosts accept which refuse dots: `access.get_user` → `access_get_user`. */
export function publishedName(id: string): string {
  return id.replaceAll('.', '_');
}

export function moduleOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}
