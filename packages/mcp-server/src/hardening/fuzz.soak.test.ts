import { amount, reached } from '@fes-assistant/testing';
import { expect, test } from 'vitest';
import type { Deliver, Finding } from '../../test/hostile/fuzz-target.ts';
import { Fuzzer, openFuzzTarget, told } from '../../test/hostile/fuzz-target.ts';
import { here, startTestServer } from '../../test/start-test-server.ts';

/** A request is made of its seed alone: a finding names the seed that makes it again. */
const firstSeed = 20_261_124;
const noHang = 9 * 3_600_000;

test.each([
  ['the whole list', {}],
  ['a compact list', { FES_TOOL_SURFACE: 'compact' }],
])(
  'no message makes the server fail, hang, tell of its inside or run a tool (%s)',
  { timeout: noHang },
  async (list, env) => {
    const count = amount({ share: 700, all: 500_000 });
    const { world, runs, inProcess } = await openFuzzTarget(env);
    const fuzzer = new Fuzzer({ deliver: inProcess, runs });
    await fuzzer.run({ from: firstSeed, count });
    report({
      what: `hostile messages in process, ${list}`,
      wanted: 500_000,
      sent: fuzzer.sent,
      findings: fuzzer.findings,
    });
    expect(fuzzer.findings.slice(0, 5).map(told)).toEqual([]);
    expect(fuzzer.deep).toBeGreaterThan(count / 50);
    expect([...world.boxesOf(here).keys()]).toEqual(['red', 'blue']);
  },
);

test('nor does one over sockets, however many come at once', { timeout: noHang }, async () => {
  const count = amount({ share: 400, all: 100_000 });
  const clients = 8;
  const { url, world } = await startTestServer({ patienceMs: 200 });
  const overSocket: Deliver = ({ method, headers, body }) =>
    fetch(`${url}/mcp`, { method, headers, ...(body === undefined ? {} : { body }) });
  const fuzzers = Array.from({ length: clients }, () => new Fuzzer({ deliver: overSocket, runs: () => 0 }));
  const each = Math.ceil(count / clients);
  await Promise.all(fuzzers.map((fuzzer, at) => fuzzer.run({ from: firstSeed * 2 + at * each, count: each })));
  const findings = fuzzers.flatMap((fuzzer) => fuzzer.findings);
  report({ what: 'hostile messages over sockets', wanted: 100_000, sent: each * clients, findings });
  expect(findings.slice(0, 5).map(told)).toEqual([]);
  expect([...world.boxesOf(here).keys()]).toEqual(['red', 'blue']);
  expect((await fetch(`${url}/health`)).status).toBe(200);
});

function report({ what, wanted, sent, findings }: { what: string; wanted: number; sent: number; findings: Finding[] }) {
  const { length } = findings;
  const asked = `≥ ${wanted.toLocaleString('en')}, 0 findings`;
  const got = `${sent.toLocaleString('en')}, ${length} findings`;
  reached({ target: 'T-26', what, wanted: asked, got, ok: sent >= wanted && length === 0 });
}
