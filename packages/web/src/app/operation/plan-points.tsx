import { type ApprovalText, approvalText, type Plan } from '@fes-assistant/protocol';
import { RotateCcw } from 'lucide-react';
import { Notice } from '../shared/notice.tsx';
import { partWords, planParts } from './plan-summary.ts';

/** What a person must weigh: how much happens, what follows from it, what to be warned of, and whether it can be undone. */
export function PlanPoints({ plan, isProminent }: { plan: Plan; isProminent: boolean }) {
  const parts = planParts(plan.steps);
  return (
    <>
      {parts.length > 1 && <p className="text-[13px] text-ink-2">{parts.map(partWords).join(' · ')}</p>}
      {isProminent && <Weighed text={approvalText(plan)} />}
    </>
  );
}

function Weighed({ text: { warnings, consequences, undo } }: { text: ApprovalText }) {
  const points = [...consequences, ...warnings];
  return (
    <>
      {points.length > 0 && (
        <Notice tone="warn">
          <ul className="flex flex-col gap-1">
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </Notice>
      )}
      <p className="flex items-start gap-2 text-[13px] text-ink-2">
        <RotateCcw size={14} aria-hidden="true" className="mt-[3px] shrink-0 text-ink-3" />
        {undo}
      </p>
    </>
  );
}
