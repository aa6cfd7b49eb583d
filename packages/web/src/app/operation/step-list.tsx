import type { Operation, StepProgress } from '@fes-assistant/protocol';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { classNames } from '../shared/class-names.ts';
import { count } from '../shared/numbers.ts';
import { ScrollRegion } from '../shared/scroll-region.tsx';
import { StepRow } from './step-row.tsx';

const longFrom = 30;
const fewOpen = 3;

const filters: { word: string; states: StepProgress['state'][] }[] = [
  { word: 'Failed', states: ['failed'] },
  { word: 'Unknown', states: ['unknown'] },
  { word: 'Skipped', states: ['skipped'] },
  { word: 'Running', states: ['intended'] },
  { word: 'Done', states: ['done'] },
  { word: 'Not started', states: ['pending'] },
];

/** All steps; a long list scrolls in a frame of its own and can be narrowed to the steps in one state. */
export function StepList({ operation, hasBegun }: { operation: Operation; hasBegun: boolean }) {
  const [filter, setFilter] = useState<string>();
  const { steps } = operation.plan;
  const stateOf = (id: string) => operation.steps[id]?.state ?? 'pending';
  const numberIn = (states: StepProgress['state'][]) => steps.filter(({ id }) => states.includes(stateOf(id))).length;
  const chosen = filters.find(({ word }) => word === filter);
  const shown = chosen ? steps.filter(({ id }) => chosen.states.includes(stateOf(id))) : steps;
  const isLong = steps.length >= longFrom;

  return (
    <div className="flex flex-col gap-1.5">
      {isLong && hasBegun && (
        <div className="flex flex-wrap gap-1">
          <FilterButton word="All" number={steps.length} isOn={!chosen} onClick={() => setFilter(undefined)} />
          {filters.map(({ word, states }) => {
            const number = numberIn(states);
            return (
              number > 0 && (
                <FilterButton
                  key={word}
                  word={word}
                  number={number}
                  isOn={word === filter}
                  onClick={() => setFilter(word)}
                />
              )
            );
          })}
        </div>
      )}
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
                isOpenAtFirst={steps.length <= fewOpen}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
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
  return (
    <ScrollRegion ref={frame} aria-label="Steps" className="max-h-[340px] rounded-lg border border-line p-1">
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
                <StepRow step={step} progress={operation.steps[step.id]} hasBegun={hasBegun} isOpenAtFirst={false} />
              </li>
            )
          );
        })}
      </ul>
    </ScrollRegion>
  );
}
