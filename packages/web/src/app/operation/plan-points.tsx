import type { Plan } from '@fes-assistant/protocol';
import { RotateCcw } from 'lucide-react';
import { Notice } from '../shared/notice.tsx';
import { count } from '../shared/numbers.ts';
import { LongText } from './long-text.tsx';
import { distinct, partWords, planParts } from './plan-summary.ts';

const most = 8;

/** What a person must weigh: how much happens, what follows from it, what to be warned of, and whether it can be undone. */
export function PlanPoints({ plan, isProminent }: { plan: Plan; isProminent: boolean }) {
  const consequences = distinct(plan.steps.flatMap((step) => step.consequences));
  const points = [...distinct(plan.warnings), ...consequences];
  const undo = distinct(plan.steps.map((step) => step.undo));
  const parts = planParts(plan.steps);
  return (
    <>
      {parts.length > 1 && <p className="text-[13px] text-ink-2">{parts.map(partWords).join(' · ')}</p>}
      {isProminent && points.length > 0 && (
        <Notice tone="warn">
          <ul className="flex flex-col gap-1">
            {points.slice(0, most).map(({ text, times }) => (
              <li key={text}>
                <LongText text={text} />
                {times > 1 && <span className="text-ink-3"> ({count(times)} times)</span>}
              </li>
            ))}
            {points.length > most && <li>{count(points.length - most)} more are listed with their steps below.</li>}
          </ul>
        </Notice>
      )}
      {isProminent &&
        undo.map(({ text, times }) => (
          <p key={text} className="flex items-start gap-2 text-[13px] text-ink-2">
            <RotateCcw size={14} aria-hidden="true" className="mt-[3px] shrink-0 text-ink-3" />
            <span>
              <LongText text={text} />
              {undo.length > 1 && (
                <span className="text-ink-3">
                  {' '}
                  ({count(times)} of {count(plan.steps.length)} steps)
                </span>
              )}
            </span>
          </p>
        ))}
    </>
  );
}
