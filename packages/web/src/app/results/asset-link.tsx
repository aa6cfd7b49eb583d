import { ExternalLink } from 'lucide-react';

/** A page of the deployment itself, opened in a tab of its own. Anything but a web address is shown as the text it is. */
export function AssetLink({ address }: { address: string }) {
  if (!isWebAddress(address)) return address;
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      title={address}
      className="inline-flex items-center gap-1 text-accent-ink underline-offset-2 hover:underline"
    >
      Open in Sisense
      <ExternalLink size={12} aria-hidden="true" />
      <span className="sr-only">(new tab)</span>
    </a>
  );
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}
