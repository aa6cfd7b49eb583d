import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './json.ts';
import { JsonReader } from './json-reader.ts';

const limits = { depth: 200, values: 1_000_000 };
const never = new AbortController().signal;

async function read(bytes: Buffer, { cuts = [], given = limits }: { cuts?: number[]; given?: typeof limits } = {}) {
  const reader = new JsonReader(given);
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), 0, bytes.length].toSorted((a, b) => a - b);
  for (const [at, place] of places.entries()) reader.write(bytes.subarray(places[at - 1] ?? 0, place));
  return reader.read(never);
}

function parsedByNode(text: string): unknown[] | 'broken' {
  try {
    return JSON.parse(text) as unknown[];
  } catch {
    return 'broken';
  }
}

/** Long enough that its items are parsed while it arrives. */
const padded = (items: string[]) => `[${items.map((item) => `${item},"${'x'.repeat(20_000)}"`).join(',')}]`;
const items = fc.array(
  fc.json({ maxDepth: 4 }).map((text) => text.replaceAll('__proto__', 'proto')),
  { minLength: 1, maxLength: 8 },
);
const cuts = fc.array(fc.nat(), { maxLength: 12 });
const run = { numRuns: 150, seed: 19 };

describe('JSON that arrives in pieces', () => {
  it('is the same list as when it is parsed as a whole, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(items, cuts, async (given, places) => {
        const text = padded(given);
        const { list } = await read(Buffer.from(text), { cuts: places });
        expect(list).toEqual(JSON.parse(text));
      }),
      run,
    );
  });

  it('is broken exactly where it is broken as a whole', async () => {
    const damage = fc.record({ at: fc.nat(), take: fc.nat(2), put: fc.constantFrom('', ',', ']', '[', '"', '{', '}') });
    await fc.assert(
      fc.asyncProperty(items, cuts, damage, async (given, places, { at, take, put }) => {
        const text = padded(given);
        const place = 1 + (at % (text.length - 1));
        const damaged = text.slice(0, place) + put + text.slice(place + take);
        const { list } = await read(Buffer.from(damaged), { cuts: places });
        expect(list ?? 'broken').toEqual(parsedByNode(damaged));
      }),
      run,
    );
  });

  it.each(['[,1]', '[1,]', '[1,,2]', '[1],[2]', '[1] x', '[1 2]', '[{]}', '[', '[1', '["', '[}'])(
    'is broken: %s',
    async (text) => expect(await read(Buffer.from(text))).toEqual({}),
  );

  it.each(['[]', '\ufeff[1]', ' \n[ ] ', '[[],[]]', '[1,"]",2]'])('is a list: %s', async (text) => {
    expect((await read(Buffer.from(text))).list).toEqual(JSON.parse(text.replace('\ufeff', '')));
  });

  it('with gaps between items that are parsed already is broken', async () => {
    const long = `"${'x'.repeat(40_000)}"`;
    for (const text of [`[${long},,${long},1]`, `[,${long},1]`, `[${long},]`, `[${long},1`]) {
      const broken = await read(Buffer.from(text), { cuts: [1, 2, 40_005, 40_006] });
      expect(broken, text.slice(0, 5)).toEqual({});
    }
  });

  it('lets others have their turn while a long list is parsed', async () => {
    const text = JSON.stringify(Array.from({ length: 120_000 }, (_, at) => ({ at, name: `Dashboard ${at}` })));
    let turns = 0;
    const other = setInterval(() => (turns += 1), 0);
    const { list } = await read(Buffer.from(text), { cuts: Array.from({ length: 100 }, (_, at) => at * 40_000) });
    clearInterval(other);
    expect(list).toHaveLength(120_000);
    expect(turns).toBeGreaterThan(2);
  });

  it('is parsed no further once nobody waits for it', async () => {
    const reader = new JsonReader(limits);
    const part = `{"name":"${'x'.repeat(200)}"},`.repeat(2000);
    reader.write(Buffer.from('['));
    for (let at = 0; at < 40; at += 1) reader.write(Buffer.from(part));
    reader.write(Buffer.from('1]'));
    const leaving = new AbortController();
    const reading = reader.read(leaving.signal);
    setImmediate(() => leaving.abort(new Error('left')));
    await expect(reading).rejects.toThrow('left');
  });

  it('may begin with blanks and a byte order mark in pieces of their own', async () => {
    expect((await read(Buffer.from('\ufeff [1,2]'), { cuts: [1, 2, 3, 4] })).list).toEqual([1, 2]);
    expect((await read(Buffer.from('\ufeff {"a":1}'), { cuts: [1, 4] })).bytes?.toString()).toBe('{"a":1}');
    expect((await read(Buffer.from(' \n '), { cuts: [1] })).bytes).toHaveLength(0);
  });

  it('that is no list is left as it came', async () => {
    const text = '{"items":[1,2]}';
    expect((await read(Buffer.from(text), { cuts: [3, 9] })).bytes?.toString()).toBe(text);
  });

  it('is counted across pieces, and not inside of strings', async () => {
    const reader = new JsonReader({ depth: 2, values: 10 });
    for (const piece of ['{"a":"[[[[', '\\', '"[[,,,,,,,,,,,,,,,,"', ',"b":[1,2', ',3]}'])
      reader.write(Buffer.from(piece));
    expect(() => reader.write(Buffer.from('[[['))).toThrow(/nested too deeply/);
    await expect(read(Buffer.from('[1,2,3]'), { given: { depth: 2, values: 2 } })).rejects.toThrow(/too many values/);
  });
});

describe('a key that would change the prototype of a copy', () => {
  it.each(['__proto__', '\\u005f_proto__', '__\\u0070roto__', '__pr\\u006Fto__', '__pro\\u0074o__', '__p\\u0072oto__'])(
    'is refused: %s',
    async (key) => {
      const text = `[1,{"a":[{"${key}":{"admin":true}}]}]`;
      expect(() => parseJson(text)).toThrow(/__proto__/);
      await expect(read(Buffer.from(text))).rejects.toThrow(/__proto__/);
    },
  );

  it('may be spoken of in a text', () => {
    expect(parseJson('{"title":"__proto__ \\u0070"}')).toEqual({ title: '__proto__ p' });
  });
});
