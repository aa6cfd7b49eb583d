import type { Operation, StepProgress } from '@fes-assistant/protocol';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { classNames } from '../shared/class-names.ts';
import { Disclosure } from '../shared/disclosure.tsx';
import { count, counted } from '../shared/numbers.ts';
import { ScrollRegion } from '../shared/scroll-region.tsx';
import { StepDetails, StepRow } from './step-row.tsx';

const longFrom = 30;
const fewOpen = 3;

const filters: { word: string; states: StepProgress['state'][] }[] = [
  { word: 'Failed', states: ['failed'] },
  { word: 'Unknown', states: ['unknown'] },
  { word: 'Skipped', states: ['skipped'] },
  { word: 'Under way', states: ['intended'] },
  { word: 'Done', states: ['done'] },
  { word: 'Not started', states: ['pending'] },
];

export interface StepListProps {
  operation: Operation;
  /** It has been approved, so each step has a state worth showing. */
  hasBegun: boolean;
  /** Consequences and undo are said above the list already. */
  isBrief: boolean;
}

/** All steps; a long list scrolls in a frame of its own and can be narrowed to the steps in one state. */
export function StepList({ operation, hasBegun, isBrief }: StepListProps) {
  const { steps } = operation.plan;
  const [only] = steps;
  if (only && steps.length === 1) {
    return <StepDetails step={only} progress={operation.steps[only.id]} isBrief={isBrief} />;
  }
  const list = <Steps operation={operation} hasBegun={hasBegun} />;
  const isSettled = operation.end === 'done' || operation.state === 'declined' || operation.state === 'expired';
  if (!isSettled || steps.length <= fewOpen) return list;
  return (
    <Disclosure className="-ml-1" label={counted(steps.length, 'step')}>
      <div className="pt-1 pl-1">{list}</div>
    </Disclosure>
  );
}

function Steps({ operation, hasBegun }: Omit<StepListProps, 'isBrief'>) {
  const [filter, setFilter] = useState<string>();
  const { steps } = operation.plan;
  const isLong = steps.length >= longFrom;
  const chosen = filters.find(({ word }) => word === filter);
  const shown = chosen
    ? steps.filter(({ id }) => chosen.states.includes(operation.steps[id]?.state ?? 'pending'))
    : steps;
  return (
    <div className="flex flex-col gap-1.5">
      {isLong && hasBegun && <StateFilter operation={operation} chosen={chosen?.word} onChoose={setFilter} />}
      {isLong ? (
        <LongList operation={operation} steps={shown} hasBegun={hasBegun} />
      ) : (
        <ul className="-ml-1 flex flex-col">
          {shown.map((step) => (
            <li key={step.id}>
              <StepRow
                step={step}
                progress={operation.steps[step.id]}
                hasBegun={hasBegun}
                isResting={isResting(operation)}
                isOpenAtFirst={steps.length <= fewOpen}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface StateFilterProps {
  operation: Operation;
  chosen: string | undefined;
  onChoose: (word: string | undefined) => void;
}

function StateFilter({ operation, chosen, onChoose }: StateFilterProps) {
  const { steps } = operation.plan;
  const numberIn = (states: StepProgress['state'][]) =>
    steps.filter(({ id }) => states.includes(operation.steps[id]?.state ?? 'pending')).length;
  return (
    <div className="flex flex-wrap gap-1">
      <FilterButton word="All" number={steps.length} isOn={!chosen} onClick={() => onChoose(undefined)} />
      {filters.map(({ word, states }) => {
        const number = numberIn(states);
        return (
          number > 0 && (
            <FilterButton
              key={word}
              word={word}
              number={number}
              isOn={word === chosen}
              onClick={() => onChoose(word)}
            />
          )
        );
      })}
    </div>
  );
}

function isResting({ state }: Operation): boolean {
  return state !== 'running' && state !== 'approved';
}

function FilterButton({
  word,
  number,
  isOn,
  onClick,
}: {
  word: string;
  number: number;
  isOn: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={classNames(
        'tabular rounded-full border px-2.5 py-0.5 text-[12px]',
        isOn ? 'border-accent bg-accent-soft text-accent-ink' : 'border-line text-ink-2 hover:bg-hover',
      )}
    >
      {word} {count(number)}
    </button>
  );
}

function LongList({
  operation,
  steps,
  hasBegun,
}: {
  operation: Operation;
  steps: Operation['plan']['steps'];
  hasBegun: boolean;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: steps.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 28,
    getItemKey: (index) => steps[index]?.id ?? index,
    overscan: 10,
  });
  const current = steps.findLastIndex(({ id }) => (operation.steps[id]?.state ?? 'pending') !== 'pending');
  const isFollowing = useRef(true);
  const letGo = () => {
    isFollowing.current = false;
  };
  useEffect(() => {
    if (current >= 0 && isFollowing.current) virtual.scrollToIndex(current, { align: 'center' });
  }, [current, virtual]);
  return (
    <ScrollRegion
      ref={frame}
      aria-label="Steps"
      onWheel={letGo}
      onPointerDown={letGo}
      onKeyDown={letGo}
      className="max-h-[340px] rounded-lg border border-line p-1"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const step = steps[index];
          return (
            step && (
              <li
                key={key}
                data-index={index}
                ref={virtual.measureElement}
                aria-setsize={steps.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start}px)` }}
              >
                <StepRow
                  step={step}
                  progress={operation.steps[step.id]}
                  hasBegun={hasBegun}
                  isResting={isResting(operation)}
                  isOpenAtFirst={false}
                />
              </li>
            )
          );
        })}
      </ul>
    </ScrollRegion>
  );
}
