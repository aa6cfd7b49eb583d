import type { Operation, ReadResult, ToolUse } from '@fes-assistant/protocol';
import { CircleCheck, CircleSlash, CircleX, FileCheck, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { Disclosure } from '../shared/disclosure.tsx';
import { duration } from '../shared/durations.ts';
import { JsonTree } from '../shared/json-tree.tsx';
import { count, counted } from '../shared/numbers.ts';
import { Spinner } from '../shared/spinner.tsx';

const marks = {
  running: <Spinner size={14} />,
  done: <CircleCheck size={14} aria-hidden="true" className="text-good" />,
  failed: <CircleX size={14} aria-hidden="true" className="text-bad" />,
  waiting: <Hourglass size={14} aria-hidden="true" className="text-warn" />,
  decided: <FileCheck size={14} aria-hidden="true" className="text-ink-3" />,
  stopped: <CircleSlash size={14} aria-hidden="true" className="text-ink-3" />,
};
const stateWords = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  waiting: 'waits for approval',
  decided: 'decided',
  stopped: 'stopped',
};

export interface ToolUseLineProps {
  use: ToolUse;
  isTurnOver: boolean;
  /** What it proposed, when it is a change. */
  operation: Operation | undefined;
}

/** One call to a tool; opening it shows exactly what was asked and what came back. */
export function ToolUseLine({ use, isTurnOver, operation }: ToolUseLineProps) {
  const state = stateOf({ use, isTurnOver, operation });
  return (
    <Disclosure
      label={
        <span className="flex min-w-0 flex-1 items-center gap-2">
          {marks[state]}
          <span className="truncate">{use.title}</span>
          <span className="sr-only">{stateWords[state]}</span>
          <span className="tabular ml-auto shrink-0 text-[12.5px] text-ink-3">{figures(use)}</span>
        </span>
      }
    >
      <dl className="mt-1 mb-2 ml-5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-lg border border-line bg-panel px-3 py-2 text-[12.5px]">
        <Fact name="Tool">
          <code className="font-mono text-[12px]">{use.tool}</code>
        </Fact>
        <Fact name="Arguments">
          {Object.keys(use.arguments).length === 0 ? 'none' : <JsonTree value={use.arguments} open={2} />}
        </Fact>
        {use.result && <Fact name="Answer">{answerWords(use.result)}</Fact>}
        {use.result?.handle && (
          <Fact name="Kept as">
            <code className="font-mono text-[12px]">{use.result.handle}</code>
          </Fact>
        )}
        {use.seconds !== undefined && <Fact name="Time">{duration(use.seconds)}</Fact>}
        {use.failure && <Fact name="Failure">{use.failure.message}</Fact>}
      </dl>
    </Disclosure>
  );
}

function stateOf({ use, isTurnOver, operation }: ToolUseLineProps): keyof typeof marks {
  if (use.state === 'running' && isTurnOver) return 'stopped';
  return use.state === 'waiting' && operation && operation.state !== 'proposed' ? 'decided' : use.state;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function figures(use: ToolUse): string {
  const rows = use.result && 'rows' in use.result ? counted(use.result.total, 'row') : undefined;
  return [rows, use.seconds === undefined ? undefined : duration(use.seconds)].filter(Boolean).join(' · ');
}

function answerWords(result: ReadResult): string {
  if (!('rows' in result)) return 'one item';
  if (result.rows.length === result.total) return counted(result.total, 'row');
  return `${count(result.rows.length)} of ${counted(result.total, 'row')}`;
}
