import { RotateCw } from 'lucide-react';
import { Screen } from './screen.tsx';
import { ApiError } from './shared/api.ts';
import { Button } from './shared/button.tsx';
import { Notice } from './shared/notice.tsx';
import { sentenceOf, useSession } from './shared/session.ts';
import { Spinner } from './shared/spinner.tsx';

/** The page once it knows its session; before that, why it does not. */
export function App() {
  const session = useSession();
  if (session.data)
    return <Screen session={session.data} isDown={isDown(session.error)} onRetry={() => void session.refetch()} />;
  return (
    <main className="mx-auto flex h-full max-w-lg flex-col justify-center gap-4 px-6">
      <h1 className="flex items-center gap-2.5 text-lg font-semibold">
        <img src="/icon.svg" alt="" width={28} height={28} />
        FES Assistant
      </h1>
      {session.error ? (
        <Notice
          tone="bad"
          isAlert
          action={
            <Button
              size="small"
              isBusy={session.isFetching}
              icon={<RotateCw size={13} aria-hidden="true" />}
              onClick={() => void session.refetch()}
            >
              Try again
            </Button>
          }
        >
          {sentenceOf(session.error)}
          {isDown(session.error) && <p className="mt-1 text-ink-2">This page tries again by itself.</p>}
        </Notice>
      ) : (
        <p className="flex items-center gap-2 text-ink-3">
          <Spinner /> Connecting…
        </p>
      )}
    </main>
  );
}

function isDown(error: Error | null): boolean {
  return error instanceof ApiError && error.isDown;
}
