import { Command, InvalidArgumentError, Option } from 'commander';
import type { SimulateOptions } from './commands/simulate.ts';
import { readSettings } from './open-service.ts';

/** The `fes` command. Each command's code is loaded when it is asked for, and when the settings can be used. */
export function createProgram(): Command {
  const program = new Command('fes')
    .description('Ask a Sisense deployment questions, change it with approval, and migrate between deployments.')
    .showHelpAfterError('Run "fes --help" to see the commands.')
    .helpCommand(false);
  addServices(program);
  addTools(program);
  addOperations(program);
  return program;
}

function addServices(program: Command): void {
  program
    .command('start')
    .description('start tool server, backend and page')
    .option('--demo', 'with two simulated deployments to connect to')
    .action(async ({ demo = false }: { demo?: boolean }) => {
      const settings = readSettings('all');
      await (await import('./commands/start.ts')).start({ demo, settings });
    });
  program
    .command('mcp')
    .description('start the tool server alone')
    .option('--stdio', 'speak over stdin and stdout, for hosts that start it themselves')
    .action(async ({ stdio }: { stdio?: boolean }) => {
      const settings = readSettings('mcp');
      if (stdio) await (await import('./commands/run-stdio.ts')).runStdio(settings);
      else await (await import('./commands/run-mcp.ts')).runMcp(settings);
    });
  program
    .command('backend')
    .description('start the backend alone')
    .action(async () => {
      const settings = readSettings('backend');
      await (await import('./commands/run-backend.ts')).runBackend(settings);
    });
  program
    .command('ui')
    .description('start the page alone')
    .option('--build', 'only build the page')
    .action(async ({ build }: { build?: boolean }) => {
      const settings = readSettings('ui');
      const page = await import('./commands/run-ui.ts');
      if (build) await page.buildPage();
      else await page.runUi(settings);
    });
  program
    .command('simulator')
    .description('start a simulated Sisense and print its domain and token')
    .option('--port <number>', 'port of the first deployment (default: FES_SIMULATOR_PORT)', portNumber)
    .addOption(
      new Option('--world <name>', 'what is in it')
        .choices(['demo', 'source-and-target', 'empty', 'large'])
        .default('demo'),
    )
    .addOption(
      new Option('--sisense <version>', 'which Sisense it is like')
        .choices(['L2026.1', 'L8.2.4', 'W2021.9'])
        .default('L2026.1'),
    )
    .option('--latency <milliseconds>', 'how late each answer comes, at least', wholeNumber, 0)
    .option('--control', 'let faults, options and the clock be set over HTTP, under /__simulator')
    .option('--tls-key <file>', 'with --tls-cert: speak HTTPS, for clients that speak nothing else')
    .option('--tls-cert <file>', 'the certificate in PEM')
    .action(async (options: SimulateOptions) => (await import('./commands/simulate.ts')).simulate(options));
}

function addTools(program: Command): void {
  program
    .command('tools')
    .description('list what can be asked')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => (await import('./commands/list-tools.ts')).listTools(options));
  program
    .command('doctor')
    .description('check settings, ports, folders and the language model')
    .action(async () => (await import('./commands/doctor.ts')).doctor());
}

function addOperations(program: Command): void {
  const load = () => import('./commands/operations.ts');
  program
    .command('operations')
    .description('list the changes that were proposed on this data directory')
    .action(async () => (await load()).listOperations());
  program
    .command('approve <operation>')
    .description('show the plan of a change, ask, and carry it out')
    .action(async (id: string) => (await load()).approveOperation(id));
  program
    .command('resume <operation>')
    .description('go on with an interrupted change')
    .action(async (id: string) => (await load()).resumeOperation(id));
  program
    .command('undo <operation>')
    .description('show the plan that takes a change back, ask, and carry it out')
    .action(async (id: string) => (await load()).undoOperation(id));
}

function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a port, from 0 (a free one) to 65535.');
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
