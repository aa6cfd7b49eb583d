import { type ReactNode, useId } from 'react';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h2 id={id} className="mb-1.5 px-1 text-[12px] font-medium text-ink-3">
        {title}
      </h2>
      {children}
    </section>
  );
}
