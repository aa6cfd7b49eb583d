/** What the benchmark asked a child process for, as it was started. */
export function wishOfParent<Wish>(): Wish {
  return JSON.parse(process.argv[2] ?? '{}') as Wish;
}

/** Tells the benchmark that this process is ready, and answers its questions until it lets go. */
export function serveParent(
  ready: unknown,
  { answers, close }: { answers: Record<string, () => unknown>; close: () => Promise<void> },
): void {
  process.on('message', (question: string) => {
    Promise.resolve(answers[question]?.()).then(
      (value) => tellParent({ value }),
      (error: unknown) => tellParent({ failure: String(error) }),
    );
  });
  process.once('disconnect', () => void close().finally(() => process.exit()));
  tellParent({ value: ready });
}

function tellParent(message: { value: unknown } | { failure: string }): void {
  process.send?.(message);
}
