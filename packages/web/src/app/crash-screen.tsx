import { Component, type ReactNode } from 'react';

/** Shown instead of a blank page when drawing it failed. */
export class CrashScreen extends Component<{ children: ReactNode }, { isCrashed: boolean }> {
  override state = { isCrashed: false };

  static getDerivedStateFromError() {
    return { isCrashed: true };
  }

  override render() {
    if (!this.state.isCrashed) return this.props.children;
    return (
      <main className="mx-auto flex h-full max-w-md flex-col items-start justify-center gap-3 px-6">
        <h1 className="text-lg font-semibold">This page stopped working</h1>
        <p className="text-ink-2">
          Nothing that was running on the server has been stopped by this. Load the page again to see where it stands.
        </p>
        <button
          type="button"
          className="rounded-lg bg-accent px-3.5 py-2 font-medium text-on-accent"
          onClick={() => location.reload()}
        >
          Load again
        </button>
      </main>
    );
  }
}
