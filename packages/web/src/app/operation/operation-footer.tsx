import { visibleText } from '@fes-assistant/protocol';
import { Play, Square, Undo2 } from 'lucide-react';
import { Button } from '../shared/button.tsx';
import { count, counted } from '../shared/numbers.ts';
import { ProgressBar } from '../shared/progress-bar.tsx';
import { SecretFields, useSecrets } from '../shared/secret-fields.tsx';
import type { OperationAction } from '../shared/use-operation-action.ts';
import { countWords, endSentence } from './state-words.ts';

/** What stands at the foot of an operation that is no longer waiting: how far it is, and what can be done now. */
export function OperationFooter({ action }: { action: OperationAction }) {
  const { state } = action.operation;
  if (state === 'approved' || state === 'running') return <Running action={action} />;
  if (state === 'interrupted') return <Interrupted action={action} />;
  if (state === 'needs-decision') return <Decision action={action} />;
  if (state === 'ended') return <Ended action={action} />;
  return (
    <p className="text-[13px] text-ink-2">
      {state === 'declined'
        ? 'You declined it. Nothing was changed.'
        : 'Nobody approved it in time. Nothing was changed; ask again for a fresh plan.'}
    </p>
  );
}

function Running({ action }: { action: OperationAction }) {
  const { operation, act, pending } = action;
  const { counts } = operation;
  const over = counts.total - counts.pending;
  return (
    <div className="flex flex-col gap-2">
      <ProgressBar label="Steps" done={over} total={counts.total} failed={counts.failed} />
      <div className="flex items-center gap-3">
        <p className="tabular flex-1 text-[13px] text-ink-2">
          {count(over)} of {counted(counts.total, 'step')}
          {counts.failed > 0 && <span className="text-bad">, {count(counts.failed)} failed</span>}
          {operation.cancelRequested && ', stopping after the step under way'}
        </p>
        <Button
          size="small"
          isBusy={pending === 'cancel'}
          disabled={operation.cancelRequested}
          icon={<Square size={12} fill="currentColor" aria-hidden="true" />}
          onClick={() => act('cancel')}
        >
          Cancel
        </Button>
      </div>
    </div>
  );
}

function Interrupted({ action }: { action: OperationAction }) {
  const { operation, act, pending } = action;
  const secrets = useSecrets(operation.plan);
  return (
    <form
      className="flex flex-col gap-3"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const given = secrets.take();
        if (given) act('resume', { secrets: given });
      }}
    >
      <p className="text-[13px] text-ink-2">
        {operation.reason ? `${visibleText(operation.reason)} ` : ''}
        {countWords(operation.counts)}. Nothing is repeated: the step under way is checked first.
      </p>
      <SecretFields secrets={secrets} />
      <div>
        <Button
          type="submit"
          look="primary"
          size="small"
          isBusy={pending === 'resume'}
          icon={<Play size={13} aria-hidden="true" />}
        >
          Resume
        </Button>
      </div>
    </form>
  );
}

function Decision({ action }: { action: OperationAction }) {
  const { operation, act, pending } = action;
  const { question } = operation;
  const secrets = useSecrets(operation.plan);
  if (!question) return null;
  const decide = (decision: 'applied' | 'not-applied', candidate?: string) => {
    const given = secrets.take({ mayBeHeld: true }) ?? {};
    const which = candidate === undefined ? {} : { candidate };
    act('decide', { step: question.step, decision, secrets: given, ...which });
  };
  const isBusy = pending === 'decide';
  return (
    <div className="flex flex-col gap-2.5">
      <p className="text-[13.5px] font-medium">{visibleText(question.question)}</p>
      <p className="text-[13px] text-ink-2">
        Look at the deployment, then say what you found. Only what is missing will be done.
      </p>
      <SecretFields secrets={secrets} />
      <div className="flex flex-wrap gap-2">
        {question.candidates.map((candidate) => (
          <Button key={candidate} size="small" disabled={isBusy} onClick={() => decide('applied', candidate)}>
            It is {visibleText(candidate)}
          </Button>
        ))}
        {question.candidates.length === 0 && (
          <Button size="small" look="primary" isBusy={isBusy} onClick={() => decide('applied')}>
            It happened
          </Button>
        )}
        <Button size="small" disabled={isBusy} onClick={() => decide('not-applied')}>
          It did not happen
        </Button>
      </div>
    </div>
  );
}

function Ended({ action }: { action: OperationAction }) {
  const { operation, act, pending } = action;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 text-[13px] text-ink-2">
        {endSentence(operation)}
        {operation.undoneBy && operation.undoneBy.length > 0 && ' It has been taken back by a later operation.'}
      </p>
      {operation.undoable && (
        <Button
          size="small"
          isBusy={pending === 'undo'}
          icon={<Undo2 size={14} aria-hidden="true" />}
          onClick={() => act('undo')}
        >
          Undo
        </Button>
      )}
    </div>
  );
}
