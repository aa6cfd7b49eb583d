import type { Connections, Mode } from '@fes-assistant/protocol';
import type { HeldConnections } from './held-connections.ts';

/** The connections that a call carries: those of the mode, or none when they are not complete. */
export function connectionsOf(mode: Mode, held: HeldConnections): Connections {
  if (mode === 'chat') {
    const only = held.get('only');
    return only ? { mode, only } : { mode };
  }
  const source = held.get('source');
  const target = held.get('target');
  return source && target ? { mode, source, target } : { mode: 'chat' };
}
