import { useCallback, useSyncExternalStore } from 'react';

const changed = 'fes:address';

function subscribe(onChange: () => void): () => void {
  addEventListener('popstate', onChange);
  addEventListener(changed, onChange);
  return () => {
    removeEventListener('popstate', onChange);
    removeEventListener(changed, onChange);
  };
}

const read = () => /^\/c\/([\w-]{1,200})$/.exec(location.pathname)?.[1];

/** The conversation that the address names, and how to go to another one; back and forward work. */
export function useConversationId(): [string | undefined, (id: string | undefined) => void] {
  const id = useSyncExternalStore(subscribe, read);
  const go = useCallback((next: string | undefined) => {
    if (next === read()) return;
    history.pushState(null, '', next === undefined ? '/' : `/c/${next}`);
    dispatchEvent(new Event(changed));
  }, []);
  return [id, go];
}
