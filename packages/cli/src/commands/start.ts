import { startBackend } from '@fes-assistant/backend';
import { startMcpServer } from '@fes-assistant/mcp-server';
import type { Settings } from '@fes-assistant/runtime';
import type { Simulator } from '@fes-assistant/simulator';
import { buildWeb, startWeb } from '@fes-assistant/web';
import { demoOffers, openSimulator } from '../demo.ts';
import { claimPorts } from '../free-ports.ts';
import type { Logs } from '../open-service.ts';
import { operatorOffers } from '../operator-offers.ts';
import { print, printLine } from '../print.ts';
import { runUntilStopped } from '../run-until-stopped.ts';
import type { Running } from '../running.ts';

/** Tool server, backend and page in one process; with `demo` two simulated deployments beside them. */
export async function start({ demo, settings: configured }: { demo: boolean; settings: Settings }): Promise<void> {
  const ports = ['uiPort', 'backendPort', 'mcpPort'] as const;
  const network = await claimPorts(configured.network, demo ? [...ports, 'simulatorPort'] : [...ports]);
  const settings: Settings = { ...configured, network };
  await runUntilStopped(settings, (running, logs) => startParts({ settings, demo, running, logs }));
}

interface Start {
  settings: Settings;
  demo: boolean;
  running: Running;
  logs: Logs;
}

async function startParts({ settings, demo, running, logs }: Start): Promise<void> {
  const built = buildWeb();
  // Awaited below; a failure of the build is reported there and must not end the process before.
  built.catch(() => {});
  const simulator = demo ? running.add(await startDemo(settings)) : undefined;
  const admitted = simulator?.deployments.map(({ origin }) => origin) ?? [];
  const reachable: Settings = { ...settings, sisense: { ...settings.sisense, alsoAllowed: admitted } };
  const mcp = running.add(await startMcpServer({ settings: reachable, logger: logs.of('mcp') }));
  printLine('Tool server', `${mcp.url}/mcp`);
  const backend = running.add(
    await startBackend({
      settings: { ...reachable, toolServer: { ...reachable.toolServer, url: mcp.url } },
      logger: logs.of('backend'),
      mcpToken: mcp.mcpToken,
      offers: [...(simulator ? demoOffers(simulator) : []), ...(await operatorOffers(settings))],
    }),
  );
  printLine('Backend', backend.url);
  await built;
  const ui = { ...settings.ui, backendUrl: backend.url };
  const web = running.add(await startWeb({ settings: { ...settings, ui }, logger: logs.of('ui') }));
  printLine('Page', web.url);
  printClosing({ settings, page: settings.network.publicUrl ?? web.url, approvalCode: mcp.approvalCode });
}

async function startDemo({ network }: Settings): Promise<Simulator> {
  const options = { world: 'source-and-target', port: network.simulatorPort } as const;
  const simulator = await openSimulator(options, 'FES_SIMULATOR_PORT');
  for (const { name, origin } of simulator.deployments) printLine(`Simulated Sisense (${name})`, origin);
  return simulator;
}

function printClosing(about: { settings: Settings; page: string; approvalCode: string }): void {
  print();
  if (about.settings.llm.notice) print(about.settings.llm.notice);
  print(`Approval code for other MCP hosts: ${about.approvalCode}`);
  print(`Open ${about.page} in a browser. Ctrl-C ends everything.`);
}
