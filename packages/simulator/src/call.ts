import type { Answer } from './answer.ts';
import { isObject, type JsonObject } from './json.ts';
import type { SimulatorOptions } from './options.ts';
import { refuseInvalid } from './refuse.ts';
import type { BaseRole } from './roles/base-roles.ts';
import type { User, World } from './world.ts';

/** One request, understood: who asks, and what. */
export interface Call {
  world: World;
  options: SimulatorOptions;
  user: User;
  role: BaseRole;
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed when it is JSON or a form, else text; undefined when there is none. */
  body: unknown;
  bytes: Buffer;
}

export type RouteAnswerer = (call: Call) => Answer | Promise<Answer>;

export type Need = 'nothing' | 'login' | 'designer' | 'data-designer' | 'data-admin' | 'admin';

export interface Route {
  answer: RouteAnswerer;
  /** Who may; anyone with a token unless said. */
  needs?: Need;
  /** The query parameters it knows: any other is refused where `strictQueries` is on. */
  query?: readonly string[];
  on?: 'linux' | 'windows';
}

export type Routes = Record<`${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`, Route>;

export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no parameter ${name}.`);
  return value;
}

/** The body as one object, or a 422. */
export function bodyObject(call: Call): JsonObject {
  if (isObject(call.body)) return call.body;
  throw refuseInvalid('The body must be an object.');
}

export function isYes(value: string | null): boolean {
  return value === 'true' || value === '1' || value === '';
}
