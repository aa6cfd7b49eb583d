import { type Operation, visibleText } from '@fes-assistant/protocol';
import type { ReactNode } from 'react';
import { classNames } from '../shared/class-names.ts';
import { DeploymentBadge } from '../shared/deployment-badge.tsx';
import { Notice } from '../shared/notice.tsx';
import { sentenceOf } from '../shared/session.ts';
import { type OperationAction, useOperationAction } from '../shared/use-operation-action.ts';
import { OperationFooter } from './operation-footer.tsx';
import { PlanPoints } from './plan-points.tsx';
import { StateMark } from './state-mark.tsx';
import { stateWord } from './state-words.ts';
import { StepList } from './step-list.tsx';

const edges = {
  waiting: 'border-warn-line',
  busy: 'border-accent/60',
  good: 'border-line',
  mixed: 'border-warn-line',
  bad: 'border-bad-line',
  over: 'border-line',
};

export interface OperationCardProps {
  operation: Operation;
  /** What stands at the foot while it waits: the buttons that approve or decline it. */
  approval: (action: OperationAction) => ReactNode;
}

/** One operation from proposal to outcome: what is approved, how it goes, and how it ended are the same card. */
export function OperationCard({ operation: heard, approval }: OperationCardProps) {
  const action = useOperationAction(heard);
  const { operation } = action;
  const { plan } = operation;
  const { tone } = stateWord(operation);
  const isWaiting = operation.state === 'proposed';
  const hasBegun = !isWaiting && operation.state !== 'declined' && operation.state !== 'expired';

  return (
    <section
      aria-label={`Change: ${plan.summary}`}
      className={classNames(
        'card-shadow appear flex flex-col overflow-hidden rounded-xl border bg-raised',
        edges[tone],
      )}
    >
      <header className="flex flex-col gap-2 px-4 pt-3.5 pb-3">
        <StateMark operation={operation} />
        <h2 className="text-[15px] leading-snug font-semibold break-words">{visibleText(plan.summary)}</h2>
        <div className="flex flex-wrap gap-1.5">
          {plan.connections.map(({ side, deployment, userName }) => (
            <DeploymentBadge key={side} side={side} deployment={deployment} userName={userName} />
          ))}
        </div>
      </header>
      <div className="flex flex-col gap-3 px-4 pb-3.5">
        <PlanPoints plan={plan} isProminent={isWaiting} />
        <StepList operation={operation} hasBegun={hasBegun} isBrief={isWaiting} />
        {action.error && (
          <Notice tone="bad" isAlert>
            {sentenceOf(action.error)}
          </Notice>
        )}
      </div>
      <footer className="border-t border-line bg-panel px-4 py-3">
        {isWaiting ? approval(action) : <OperationFooter action={action} />}
      </footer>
    </section>
  );
}
