import { describe, expect, it } from 'vitest';
import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import { readAllPages, readUnpaged } from './pages.ts';

interface Item {
  id: string;
}

interface Asked {
  skip: number;
  limit: number;
}

const listOf = (count: number): Item[] => Array.from({ length: count }, (_, at) => ({ id: `i${at}` }));

/** A list on a server; `cap` is the most that it gives at once, `fault` bends an answer. */
function serverWith(
  items: Item[],
  options: { cap?: number; fault?: (page: Item[], asked: Asked, turn: number) => Item[] } = {},
) {
  const asked: Asked[] = [];
  const read = async (page: Asked) => {
    asked.push(page);
    const answer = items.slice(page.skip, page.skip + Math.min(page.limit, options.cap ?? page.limit));
    return options.fault ? options.fault(answer, page, asked.length) : answer;
  };
  return { asked, read };
}

function readAll(server: { read(page: Asked): Promise<Item[]> }, pageSize = 100) {
  return readAllPages({
    endpoint: endpoints['users.list'],
    pageSize,
    idOf: (item: Item) => item.id,
    read: server.read,
  });
}

const failure = { code: 'unexpected-answer', message: expect.stringMatching(/nothing of it was used/) };

describe('a list without a total', () => {
  it.each([0, 1, 7, 20, 50, 99, 100, 101, 199, 200, 201, 1000])('of %i is read to its end', async (count) => {
    expect(await readAll(serverWith(listOf(count)))).toEqual(listOf(count));
  });

  it('takes one request where it fits in one page', async () => {
    const server = serverWith(listOf(41));
    await readAll(server);
    expect(server.asked).toEqual([{ skip: 0, limit: 100 }]);
  });

  it.each([10, 20, 25, 50])('is read to its end from a server that gives %i at a time', async (cap) => {
    expect(await readAll(serverWith(listOf(333), { cap }))).toEqual(listOf(333));
  });

  it('comes whole from a server that ignores paging', async () => {
    expect(await readAll(serverWith([], { fault: () => listOf(250) }))).toHaveLength(250);
  });

  it('is read again when it grew at the front, and is complete then', async () => {
    const items = listOf(150);
    const server = serverWith(items, {
      fault: (page, _asked, turn) => {
        if (turn === 1) items.unshift({ id: 'new' });
        return page;
      },
    });
    expect(await readAll(server)).toHaveLength(151);
  });

  it('is read again when it shrank between two pages', async () => {
    const items = listOf(150);
    const server = serverWith(items, {
      fault: (page, _asked, turn) => {
        if (turn === 1) items.splice(10, 5);
        return page;
      },
    });
    expect(await readAll(server)).toHaveLength(145);
  });

  it.each<[string, (page: Item[], asked: Asked, turn: number) => Item[]]>([
    ['ignores skip and caps', (_page, asked) => listOf(300).slice(0, asked.limit)],
    ['repeats a page for ever', () => listOf(100)],
    ['gives an empty page in the middle', (page, asked) => (asked.skip > 0 ? [] : page)],
    [
      'gives pages of other items each time',
      (page, asked, turn) => page.map(({ id }) => ({ id: `${turn}-${id}` })).slice(0, asked.limit),
    ],
    ['gives an item twice in one page', (page) => [...page.slice(0, 99), { id: 'i0' }]],
  ])('fails in the open on a server that %s', async (_what, fault) => {
    const server = serverWith(listOf(300), { fault });
    await expect(readAll(server)).rejects.toMatchObject(failure);
    expect(server.asked.length).toBeLessThanOrEqual(6);
  });

  it('ends on a server that always has more', async () => {
    let next = 0;
    const read = async ({ limit }: Asked) => {
      const from = next === 0 ? 0 : next - 1;
      next = from + limit;
      return Array.from({ length: limit }, (_, at) => ({ id: `e${from + at}` }));
    };
    await expect(readAll({ read }, 2)).rejects.toMatchObject({
      message: expect.stringMatching(/more than 2000 pages/),
    });
  });

  it('passes on what a page failed with', async () => {
    const server = serverWith(listOf(300), {
      fault: (page, _asked, turn) => {
        if (turn === 2) throw new Error('page 2');
        return page;
      },
    });
    await expect(readAll(server)).rejects.toThrow('page 2');
  });
});

describe('a list whose last item is asked for beside its first page', () => {
  function confirming(server: { read(page: Asked): Promise<Item[]> }, fromEnd: (page: Asked) => Promise<Item[]>) {
    const paging = { endpoint: endpoints['users.list'], pageSize: 1_000, idOf: (item: Item) => item.id };
    return readAllPages({ ...paging, read: server.read, readFromEnd: fromEnd, confirmsEnd: true });
  }

  it.each([0, 1, 20, 41, 500, 1_000])('of %i needs no second look', async (length) => {
    const server = serverWith(listOf(length));
    expect(await confirming(server, async () => listOf(length).toReversed().slice(0, 1))).toHaveLength(length);
    expect(server.asked).toHaveLength(1);
  });

  it('is read to its end where the server caps it at a length that nobody knows', async () => {
    const server = serverWith(listOf(333), { cap: 37 });
    expect(await confirming(server, async () => listOf(333).toReversed().slice(0, 1))).toEqual(listOf(333));
  });

  it.each([2, 7, 37, 50, 99])('is whole under a cap of %i, also where the server cannot sort', async (cap) => {
    for (const length of [0, 1, cap - 1, cap, cap + 1, 2 * cap - 1, 2 * cap, 333]) {
      for (const last of [length - 1, 0]) {
        const fromEnd = async () => listOf(length).slice(last, last + 1);
        expect(await confirming(serverWith(listOf(length), { cap }), fromEnd)).toEqual(listOf(length));
      }
    }
  });

  it.each<[string, () => Promise<Item[]>]>([
    ['cannot sort', async () => listOf(1)],
    ['refuses to sort', () => Promise.reject(new Error('sort'))],
    ['gives nothing from the other end', async () => []],
  ])('is looked at once more where the server %s', async (_what, fromEnd) => {
    const [usual, capped] = [serverWith(listOf(500)), serverWith(listOf(333), { cap: 50 })];
    expect(await confirming(usual, fromEnd)).toHaveLength(500);
    expect(usual.asked).toHaveLength(2);
    expect(await confirming(capped, fromEnd)).toEqual(listOf(333));
  });

  it('fails with what the first page failed with', async () => {
    const down = { read: () => Promise.reject(new Error('down')) };
    await expect(confirming(down, () => Promise.reject(new Error('end')))).rejects.toThrow('down');
  });
});

it('tells what each page of a list brought before it knows the whole', async () => {
  const told: number[] = [];
  const { read } = serverWith(listOf(250));
  await readAllPages({
    endpoint: endpoints['users.list'],
    pageSize: 100,
    idOf: (item: Item) => item.id,
    read,
    onPage: (items) => told.push(items.length),
  });
  expect(told).toEqual([100, 100, 50]);
});

describe('a deployment that ignores skip', () => {
  const lengths = [...Array(60).keys(), 100, 128, 150, 200, 250, 256, 300, 500, 512, 1000];

  it('gives lists of any length, when their last item is the first from the other end', async () => {
    for (const length of lengths) {
      const items = listOf(length);
      const found = await readAllPages({
        endpoint: endpoints['users.list'],
        pageSize: 20_000,
        idOf: (item: Item) => item.id,
        read: async () => items,
        readFromEnd: async () => items.toReversed(),
      });
      expect(found).toEqual(items);
    }
  });

  it('and caps its lists fails in the open, saying what it does', async () => {
    const items = listOf(700);
    const read = readAllPages({
      endpoint: endpoints['users.list'],
      pageSize: 20_000,
      idOf: (item: Item) => item.id,
      read: async () => items.slice(0, 500),
      readFromEnd: async () => items.toReversed().slice(0, 500),
    });
    await expect(read).rejects.toMatchObject({ message: expect.stringMatching(/same 500 items whichever page/) });
  });

  it('fails in the open where nothing can be asked from the other end', async () => {
    const server = serverWith(listOf(50), { fault: () => listOf(50) });
    await expect(readAll(server)).rejects.toMatchObject({ message: expect.stringMatching(/same 50 items/) });
    expect(server.asked).toHaveLength(2);
  });
});

describe('a list that no known server pages', () => {
  const list = (read: (page: Asked | undefined) => Promise<Item[]>) =>
    readUnpaged({ endpoint: endpoints['connections.list'], pageSize: 1000, idOf: (item: Item) => item.id, read });
  const refusal = new SisenseError('no', {
    code: 'invalid',
    request: { method: 'GET', path: '/', endpoint: 'connections.list' },
    mayHaveHappened: false,
  });

  it('takes one request, unless it is as long as caps usually are', async () => {
    for (const [length, requests] of [
      [0, 1],
      [7, 1],
      [41, 1],
      [50, 2],
      [100, 2],
    ] as const) {
      let asked = 0;
      const read = async (page: Asked | undefined) => {
        asked += 1;
        return page === undefined ? listOf(length) : listOf(length).slice(page.skip, page.skip + page.limit);
      };
      expect(await list(read)).toHaveLength(length);
      expect(asked).toBe(requests);
    }
  });

  it('is read on where the server caps it and pages after all', async () => {
    const items = listOf(130);
    const read = async (page: Asked | undefined) =>
      page === undefined ? items.slice(0, 50) : items.slice(page.skip, page.skip + Math.min(50, page.limit));
    expect(await list(read)).toEqual(items);
  });

  it('is whole where the server ignores skip, or refuses it', async () => {
    expect(await list(async () => listOf(50))).toHaveLength(50);
    const refusing = async (page: Asked | undefined) => (page === undefined ? listOf(50) : Promise.reject(refusal));
    expect(await list(refusing)).toHaveLength(50);
  });

  it('passes on what the second look failed with', async () => {
    const read = async (page: Asked | undefined) => {
      if (page !== undefined) throw new Error('down');
      return listOf(50);
    };
    await expect(list(read)).rejects.toThrow('down');
  });
});
