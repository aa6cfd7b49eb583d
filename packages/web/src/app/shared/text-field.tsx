import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { classNames } from './class-names.ts';

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: ReactNode;
  problem?: string | undefined;
  note?: ReactNode;
  end?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

/** A labelled line of text with its problem under it. */
export function TextField({ label, problem, note, end, className, id: givenId, ...rest }: TextFieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const noteId = `${id}-note`;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-[12.5px] font-medium text-ink-2">
        {label}
      </label>
      <div className="relative">
        <input
          {...rest}
          id={id}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem || note ? noteId : undefined}
          className={classNames(
            'h-9 w-full rounded-lg border bg-canvas px-3 text-[13.5px] text-ink transition-colors disabled:opacity-60',
            problem ? 'border-bad' : 'border-line-strong/60 hover:border-line-strong',
            end ? 'pr-10' : undefined,
            className,
          )}
        />
        {end && <div className="absolute inset-y-0 right-0.5 flex items-center">{end}</div>}
      </div>
      {(problem || note) && (
        <p id={noteId} className={classNames('text-[12.5px]', problem ? 'text-bad' : 'text-ink-3')}>
          {problem ?? note}
        </p>
      )}
    </div>
  );
}
