import { type Action, type Step, type StepProgress, visibleText } from '@fes-assistant/protocol';
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  Pencil,
  Play,
  Plus,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Disclosure } from '../shared/disclosure.tsx';
import { FailureNote } from '../shared/failure-note.tsx';
import { Spinner } from '../shared/spinner.tsx';
import { FieldDiff } from './field-diff.tsx';
import { LongText } from './long-text.tsx';
import { actionWords, typeWords } from './plan-summary.ts';

const actionMarks: Record<Action, ReactNode> = {
  create: <Plus size={14} aria-hidden="true" className="shrink-0 text-good" />,
  update: <Pencil size={13} aria-hidden="true" className="shrink-0 text-accent-ink" />,
  delete: <Trash2 size={13} aria-hidden="true" className="shrink-0 text-bad" />,
  run: <Play size={13} aria-hidden="true" className="shrink-0 text-accent-ink" />,
};

export interface StepRowProps {
  step: Step;
  progress: StepProgress | undefined;
  /** The operation has been approved, so each step has a state worth showing. */
  hasBegun: boolean;
  /** Nothing runs right now, so a step that was begun has no outcome yet. */
  isResting: boolean;
  isOpenAtFirst: boolean;
}

/** One step: what happens to what, its state, and behind it the fields. */
export function StepRow({ step, progress, hasBegun, isResting, isOpenAtFirst }: StepRowProps) {
  return (
    <Disclosure
      isOpenAtFirst={isOpenAtFirst}
      label={
        <span className="flex min-w-0 flex-1 items-center gap-2">
          {actionMarks[step.action]}
          <span className="min-w-0 truncate">
            <span className="text-ink-2">
              {actionWords[step.action]} {typeWords(step.asset.type)}
            </span>{' '}
            <span className="font-medium text-ink">{visibleText(step.asset.name)}</span>
          </span>
          {hasBegun && progress && (
            <span className="ml-auto flex min-w-0 shrink-0 items-center gap-1.5 text-[12.5px] text-ink-3">
              <StepState progress={progress} isResting={isResting} />
            </span>
          )}
        </span>
      }
    >
      <div className="mb-2 ml-[22px] border-l-2 border-line pt-1 pl-3">
        <StepDetails step={step} progress={progress} isBrief={false} />
      </div>
    </Disclosure>
  );
}

export interface StepDetailsProps {
  step: Step;
  progress: StepProgress | undefined;
  /** Leave out what the card says above already. */
  isBrief: boolean;
}

/** Field by field what a step does, what follows from it, and how it ended. */
export function StepDetails({ step, progress, isBrief }: StepDetailsProps) {
  return (
    <div className="flex flex-col gap-2">
      {step.changes.length > 0 && <FieldDiff changes={step.changes} action={step.action} />}
      {!isBrief &&
        step.consequences.map((text) => (
          <p key={text} className="text-[12.5px] text-ink-2">
            <LongText text={text} />
          </p>
        ))}
      {progress?.outcome && <StepOutcomeNote outcome={progress.outcome} />}
      <p className="text-[12px] text-ink-3">
        {!isBrief && <span className="mb-0.5 block">{visibleText(step.undo)}</span>}
        <span className="font-mono">{step.kind}</span>
        {step.asset.id && <span className="font-mono"> {visibleText(step.asset.id)}</span>}
      </p>
    </div>
  );
}

function StepState({ progress, isResting }: { progress: StepProgress; isResting: boolean }) {
  switch (progress.state) {
    case 'pending':
      return <Mark icon={<CircleDashed size={14} aria-hidden="true" />} word="Not started" />;
    case 'intended':
      if (isResting)
        return <Mark icon={<CircleHelp size={14} aria-hidden="true" />} word="Not known yet" tint="text-warn" />;
      return <Mark icon={<Spinner size={14} />} word={progress.message ?? 'Running'} tint="text-accent-ink" />;
    case 'done':
      return <Mark icon={<CircleCheck size={14} aria-hidden="true" />} word="Done" tint="text-good" />;
    case 'failed':
      return <Mark icon={<CircleAlert size={14} aria-hidden="true" />} word="Failed" tint="text-bad" />;
    case 'skipped':
      return <Mark icon={<CircleMinus size={14} aria-hidden="true" />} word="Skipped" />;
    case 'unknown':
      return <Mark icon={<CircleHelp size={14} aria-hidden="true" />} word="Unknown" tint="text-warn" />;
    default:
      return progress.state satisfies never;
  }
}

function Mark({ icon, word, tint = 'text-ink-3' }: { icon: ReactNode; word: string; tint?: string }) {
  return (
    <span className={`flex items-center gap-1.5 ${tint}`}>
      {icon}
      <span className="max-w-48 truncate">{word}</span>
    </span>
  );
}

function StepOutcomeNote({ outcome }: { outcome: NonNullable<StepProgress['outcome']> }) {
  if (outcome.state === 'failed') return <FailureNote failure={outcome.failure} />;
  if (outcome.state === 'done') return null;
  return (
    <p className="text-[12.5px] text-ink-2">
      {outcome.state === 'unknown' ? 'Not known whether it happened: ' : 'Skipped: '}
      <LongText text={outcome.reason} />
    </p>
  );
}
