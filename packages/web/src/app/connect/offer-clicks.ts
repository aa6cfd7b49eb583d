import type { SessionInfo, Side } from '@fes-assistant/protocol';

/** One button: what it says and which connections it makes. */
export interface OfferClick {
  label: string;
  deployments: string[];
  connects: { side: Side; named: string }[];
}

/**
 * The buttons for what is offered and not yet connected. In migration mode one button connects both sides when a source
 * and another deployment as target are on offer.
 */
export function offerClicks({
  mode,
  offers,
  connections,
}: Pick<SessionInfo, 'mode' | 'offers' | 'connections'>): OfferClick[] {
  const isFree = (side: Side) => !connections.some((connection) => connection.side === side);
  const fits = (side: Side) => offers.filter((offer) => offer.sides.includes(side));
  const single = (side: Side): OfferClick[] =>
    fits(side).map(({ name, title, deployment }) => ({
      label: side === 'only' ? `Connect to ${title}` : `Connect ${title} as ${side}`,
      deployments: [deployment],
      connects: [{ side, named: name }],
    }));
  if (mode === 'chat') return isFree('only') ? single('only') : [];
  if (!isFree('source') || !isFree('target')) {
    return [...(isFree('source') ? single('source') : []), ...(isFree('target') ? single('target') : [])];
  }
  const source = fits('source')[0];
  const target = fits('target').find((offer) => offer.deployment !== source?.deployment);
  if (!source || !target) return [...single('source'), ...single('target')];
  return [
    {
      label: `Connect ${source.title} and ${target.title}`,
      deployments: [source.deployment, target.deployment],
      connects: [
        { side: 'source', named: source.name },
        { side: 'target', named: target.name },
      ],
    },
  ];
}
