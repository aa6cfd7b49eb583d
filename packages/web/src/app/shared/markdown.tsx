import { memo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

const components: Components = {
  // An image in an answer could report to a stranger that it was read, so its address is shown and nothing is loaded.
  img: ({ alt, src }) => (
    <span className="text-ink-3">
      [image{alt ? `: ${alt}` : ''}
      {src ? ` at ${src}` : ''}]
    </span>
  ),
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
};

/** An answer's text. Raw HTML stays text, addresses other than http and https are dropped (an e-mail address is no link), no image is loaded. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="prose">
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={components} urlTransform={safeAddress}>
        {text}
      </ReactMarkdown>
    </div>
  );
});

function safeAddress(address: string): string {
  return /^https?:\/\//i.test(address) ? address : '';
}
