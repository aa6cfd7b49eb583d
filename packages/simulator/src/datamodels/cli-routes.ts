import type { Call, RouteAnswerer, Routes } from '../call.ts';
import { refuse } from '../refuse.ts';
import type { DataModel } from '../world.ts';
import { cubeNotFound, modelTitled } from './find-model.ts';
import { statusOf } from './model-status.ts';

const columns = [
  'Query Instance',
  'ID',
  'Name',
  'Runtime Status',
  'Index Size',
  'Path',
  'Shadow Path',
  'Next Path',
  'Last Failure Message',
];

/** A frame of dashes, the heads, a frame, a line for each, a frame. */
function tableOf(rows: string[][]): string {
  const widths = columns.map((head, at) => Math.max(head.length, ...rows.map((cells) => cells[at]?.length ?? 0)));
  const frame = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (cells: string[]) => `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [frame, line(columns), frame, ...rows.map(line), frame].join('\n');
}

function rowOf({ world }: Call, model: DataModel): string[] {
  const builds = [...world.builds.values()].filter(({ datamodelId }) => datamodelId === model.oid);
  const last = builds.at(-1);
  const isRunning = ['running', 'building'].includes(statusOf(world, model));
  const path = `/opt/sisense/storage/farms/${model.oid}`;
  const failure = last?.status === 'failed' ? (last.reason ?? '') : '';
  return [`${model.oid}-1`, model.oid, model.title, isRunning ? 'RUNNING' : 'STOPPED', 'SHORT', path, '', '', failure];
}

const extracts = (call: Call): DataModel[] => [...call.world.models.values()].filter(({ type }) => type === 'extract');

/** `-name "Sales"`, or without the quotes when it is one word. */
function modelNamed(call: Call, rest: string): DataModel {
  const [, quoted, plain] = /-name\s+(?:"([^"]+)"|(\S+))/.exec(rest) ?? [];
  const name = quoted ?? plain ?? '';
  const model = modelTitled(call.world, name);
  if (model?.type === 'extract') return model;
  throw cubeNotFound(name);
}

const commands: Record<string, (call: Call, rest: string) => string> = {
  list: (call) => tableOf(extracts(call).map((model) => rowOf(call, model))),
  start: (call, rest) => {
    call.world.stoppedModels.delete(modelNamed(call, rest).oid);
    return 'OK';
  },
  stop: (call, rest) => {
    call.world.stoppedModels.add(modelNamed(call, rest).oid);
    return 'OK';
  },
};

/** `elasticubes list`, `start` and `stop` of the command line, whose words come back as they are; others are not known here. */
const execute: RouteAnswerer = (call) => {
  const [, name = '', rest = ''] = /^\s*(?:si\s+)?elasticubes\s+(\S+)\s*(.*)$/s.exec(call.bytes.toString('utf8')) ?? [];
  const command = commands[name];
  if (command === undefined) throw refuse({ status: 400, code: 400, message: 'Unknown command.' });
  return { status: 200, text: `${command(call, rest)}\n` };
};

export const cliRoutes = {
  'POST /api/v2/cli/execute': { answer: execute, needs: 'admin', on: 'linux' },
} satisfies Routes;
