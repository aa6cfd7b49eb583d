import type { Sisense } from '../src/index.ts';

/** A client that freezes, however deep, whatever a method is given: whoever writes to it fails with a `TypeError`. */
export function freezing(sisense: Sisense): Sisense {
  return inArea(sisense);
}

function inArea<Area extends object>(area: Area): Area {
  return new Proxy(area, {
    get: (_area, name) => {
      const part: unknown = Reflect.get(area, name, area);
      if (typeof part === 'function')
        return (...given: unknown[]) => Reflect.apply(part, area, given.map(frozen)) as unknown;
      return typeof part === 'object' && part !== null ? inArea(part) : part;
    },
  });
}

function frozen<Value>(value: Value): Value {
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value ?? 0) === Object.prototype;
  if (!isPlain) return value;
  for (const inside of Object.values(value as object)) frozen(inside);
  return Object.freeze(value);
}
