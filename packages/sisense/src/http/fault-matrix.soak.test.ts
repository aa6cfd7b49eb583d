import { isSoak, reached } from '@fes-assistant/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cell, type CellServer, eachOf, everyCell, shareOf, startCellServer } from '../../test/cells.ts';
import { faults } from '../../test/fault-kinds.ts';
import { isSlow, runCell } from '../../test/run-cell.ts';
import { endpoints } from '../endpoints.ts';
import type { NamedEndpoint } from './request.ts';

const all: NamedEndpoint[] = Object.values(endpoints);
const cells = isSoak ? everyCell(all) : shareOf(all);

let server: CellServer;
const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', note);
  server = await startCellServer();
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  await server.close();
});

it('every endpoint fails well under every fault, first, in the middle and last, and works before and after', async () => {
  const problems: string[] = [];
  let sentAgain = 0;
  const run = async (cell: Cell) => {
    const result = await runCell(server, cell, `c${cells.indexOf(cell)}`);
    problems.push(...result.problems);
    sentAgain += result.sentAgain;
  };
  await Promise.all([
    eachOf(cells.filter(isSlow), { atOnce: 120, run }),
    eachOf(
      cells.filter((cell) => !isSlow(cell)),
      { atOnce: 16, run },
    ),
  ]);
  expect(problems).toEqual([]);
  expect(unhandled).toEqual([]);
  expect(sentAgain).toBe(0);
  expect(new Set(cells.map(({ kind }) => kind)).size).toBe(Object.keys(faults).length);
  expect(new Set(cells.map(({ endpoint }) => endpoint.id)).size).toBe(all.length);
  const kinds = Object.keys(faults).length;
  reached({
    target: 'T-13',
    what: `fault kinds × ${all.length} endpoints × 3 positions`,
    wanted: '≥ 28',
    got: kinds,
    ok: kinds >= 28,
  });
  reached({ target: 'T-13', what: 'cells', wanted: '≥ 5,880', got: cells.length, ok: cells.length >= 5880 });
  reached({
    target: 'T-13',
    what: 'hangs, wrong classes, secrets, unhandled rejections',
    wanted: '0',
    got: problems.length,
    ok: true,
  });
  reached({
    target: 'T-16',
    what: 'changes sent again, in all cells',
    wanted: '0',
    got: sentAgain,
    ok: sentAgain === 0,
  });
}, 1_800_000);
