import type { Conversation, Operation, ReadResult, ToolUse, Turn } from '@fes-assistant/protocol';
import { CornerDownRight } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { FailureNote } from '../shared/failure-note.tsx';
import { Markdown } from '../shared/markdown.tsx';
import { LiveStatus } from './live-status.tsx';
import { QuestionBox } from './question-box.tsx';
import { RunLog } from './run-log.tsx';
import { ToolUseLine } from './tool-use-line.tsx';

/** What other features draw inside a turn; the screen brings them together. */
export interface TurnSlots {
  result: (shown: { result: ReadResult; title: string; isOpenAtFirst: boolean }) => ReactNode;
  operation: (operation: Operation) => ReactNode;
}

export interface TurnViewProps {
  turn: Turn;
  operations: Conversation['operations'];
  slots: TurnSlots;
  isLast: boolean;
  isStopping: boolean;
  onAsk: (text: string) => void;
}

/** One message and all that followed; drawn again only when something of its own has changed. */
export const TurnView = memo(DrawnTurn, (before, after) => {
  const { operations: earlier, ...one } = before;
  const { operations: later, ...other } = after;
  const sameCards = after.turn.tools.every(
    ({ operationId: id = '' }) => earlier[id]?.operation === later[id]?.operation,
  );
  return sameCards && Object.entries(one).every(([name, value]) => other[name as keyof typeof other] === value);
});

function DrawnTurn({ turn, operations, slots, isLast, isStopping, onAsk }: TurnViewProps) {
  const cards = turn.tools.flatMap(({ operationId }) => operations[operationId ?? '']?.operation ?? []);
  return (
    <article aria-label={turn.by === 'person' ? `You asked: ${turn.text}` : turn.text} className="flex flex-col gap-3">
      {turn.by === 'person' ? <PersonMessage text={turn.text} /> : <OutcomeLine text={turn.text} />}
      {turn.tools.length > 0 && (
        <div className="-ml-1 flex flex-col">
          {turn.tools.map((use) => (
            <ToolUseLine
              key={use.call}
              use={use}
              isTurnOver={turn.state !== 'running'}
              operation={operations[use.operationId ?? '']?.operation}
            />
          ))}
        </div>
      )}
      {turn.answer.map(({ text, writtenBy }, index) => (
        <div key={`${writtenBy}-${String(index)}`} className="max-w-[72ch] text-[14.5px] leading-relaxed">
          <Markdown text={text} />
        </div>
      ))}
      {turn.tools.map((use) => (
        <Outcome
          key={use.call}
          use={use}
          slots={slots}
          said={turn.answer.map(({ text }) => text).join('\n')}
          isLastResult={use === turn.tools.findLast(({ result }) => result)}
        />
      ))}
      {cards.map((operation) => (
        <div key={operation.id}>{slots.operation(operation)}</div>
      ))}
      {turn.question && <QuestionBox question={turn.question} isAnswered={!isLast} onAnswer={onAsk} />}
      {turn.failure && <FailureNote failure={turn.failure} />}
      {turn.state === 'cancelled' && (
        <p className="text-[13px] text-ink-3">Stopped. Nothing further was done for this message.</p>
      )}
      {turn.state === 'running' && <LiveStatus turn={turn} isStopping={isStopping && isLast} />}
      {turn.state !== 'running' && (cards.length > 0 || turn.log.length > 1) && <RunLog log={turn.log} />}
    </article>
  );
}

interface OutcomeProps {
  use: ToolUse;
  slots: TurnSlots;
  /** The answer above: what it says is not said again below the result. */
  said: string;
  isLastResult: boolean;
}

function Outcome({ use, slots, said, isLastResult }: OutcomeProps) {
  if (use.failure) return <FailureNote failure={use.failure} />;
  if (!use.result) return null;
  const notes = (use.result.notes ?? []).filter((note) => !said.includes(note));
  return <>{slots.result({ result: { ...use.result, notes }, title: use.title, isOpenAtFirst: isLastResult })}</>;
}

export function PersonMessage({ text }: { text: string }) {
  return (
    <div className="flex justify-end">
      <p className="max-w-[85%] rounded-2xl rounded-br-md bg-sunken px-4 py-2.5 text-[14.5px] leading-relaxed break-words whitespace-pre-wrap">
        {text}
      </p>
    </div>
  );
}

function OutcomeLine({ text }: { text: string }) {
  return (
    <p className="flex items-start gap-2 text-[13px] text-ink-3">
      <CornerDownRight size={14} aria-hidden="true" className="mt-[3px] shrink-0" />
      <span className="line-clamp-3 break-words">{text}</span>
    </p>
  );
}
