import { randomBytes } from 'node:crypto';
import { html, raw } from 'hono/html';

type Markup = ReturnType<typeof html>;

export interface Page {
  title: string;
  body: Markup;
  status?: number;
  /** Loads itself again after so many seconds: live progress without a script. */
  refreshSeconds?: number;
}

const styles = `
:root { color-scheme: light dark; --ink: light-dark(#1a1c22, #e9ebf0); --soft: light-dark(#5a606e, #a3a9b8);
  --paper: light-dark(#fff, #16181d); --card: light-dark(#f6f7f9, #1f2229); --line: light-dark(#d8dbe2, #363b46);
  --act: light-dark(#1b5fc9, #8db8ff); --on-act: light-dark(#fff, #0d1a30); --bad: light-dark(#a4161a, #ff9c9e); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; margin: 1rem 0; }
section p { margin: .25rem 0; } section h2 { margin-top: 0; }
.soft { color: var(--soft); } .bad { color: var(--bad); }
ol { padding-left: 1.5rem; } li { margin: .5rem 0; overflow-wrap: anywhere; } ul { padding-left: 1.25rem; }
label { display: block; margin: .75rem 0 .25rem; font-weight: 600; }
input { width: 100%; padding: .6rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 6px; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.25rem; }
button { font: inherit; font-weight: 600; padding: .6rem 1.2rem; border-radius: 6px; border: 1px solid var(--soft); background: none; color: inherit; cursor: pointer; }
button.act { background: var(--act); border-color: var(--act); color: var(--on-act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
progress { width: 100%; height: 1rem; }
`;

/** One of our pages: no script, no outside resource, not to be framed. */
export async function renderPage({ title, body, status = 200, refreshSeconds }: Page): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const refresh = refreshSeconds === undefined ? '' : html`<meta http-equiv="refresh" content="${refreshSeconds}" />`;
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="same-origin" />
        ${refresh}
        <title>${title} · FES Assistant</title>
        <style nonce="${nonce}">${raw(styles)}</style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  };
  return new Response(document.toString(), { status, headers });
}
