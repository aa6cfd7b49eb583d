import { describe, expect, it } from 'vitest';
import { offerClicks } from './offer-clicks.ts';

const offers = [
  { name: 'demo', title: 'the demo', deployment: 'http://127.0.0.1:8003', sides: ['only' as const, 'source' as const] },
  { name: 'demo-target', title: 'the demo target', deployment: 'http://127.0.0.1:8004', sides: ['target' as const] },
];
const connected = (side: 'only' | 'source') => ({
  side,
  deployment: 'http://127.0.0.1:8003',
  verifyTls: true,
  user: { name: 'Ada', email: 'ada@example.com', role: 'Sys. Admin' },
});

describe('connections that are offered', () => {
  it('are one click in chat mode', () => {
    expect(offerClicks({ mode: 'chat', offers, connections: [] })).toEqual([
      {
        label: 'Connect to the demo',
        deployments: ['http://127.0.0.1:8003'],
        connects: [{ side: 'only', named: 'demo' }],
      },
    ]);
  });

  it('are one click for both sides in migration mode', () => {
    const [click] = offerClicks({ mode: 'migration', offers, connections: [] });
    expect(click?.connects).toEqual([
      { side: 'source', named: 'demo' },
      { side: 'target', named: 'demo-target' },
    ]);
  });

  it('leave out what is connected already', () => {
    expect(offerClicks({ mode: 'chat', offers, connections: [connected('only')] })).toEqual([]);
    expect(
      offerClicks({ mode: 'migration', offers, connections: [connected('source')] }).map((click) => click.connects),
    ).toEqual([[{ side: 'target', named: 'demo-target' }]]);
  });

  it('never connect one deployment as source and target at once', () => {
    const same = offers.map((offer) => ({ ...offer, deployment: 'http://127.0.0.1:8003' }));
    const clicks = offerClicks({ mode: 'migration', offers: same, connections: [] });
    expect(clicks.every((click) => click.connects.length === 1)).toBe(true);
  });
});
