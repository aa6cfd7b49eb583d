import { describe, expect, it } from 'vitest';
import { endpoints } from '../endpoints.ts';
import { readAllPages } from './pages.ts';

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
    ['ignores skip', (_page, asked) => listOf(300).slice(0, asked.limit)],
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
