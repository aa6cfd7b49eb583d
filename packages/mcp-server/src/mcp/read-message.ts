import { ProtocolErrorCode } from '@modelcontextprotocol/server';

/** Deeper than anything that people or hosts send; what walks a message never runs out of stack. */
const maxDepth = 64;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A message as it was parsed, or why there is none; read once, for all that look at it. */
export type ReadMessage = { message: unknown } | { refused: Response };

/** Reads the body of a `POST` as one JSON value: strict UTF-8, and not nested without end. */
export async function readMessage(request: Request): Promise<ReadMessage> {
  const bytes = await request.arrayBuffer().catch(() => undefined);
  if (!bytes) return { refused: refusal('The body did not arrive whole.') };
  try {
    const text = utf8.decode(bytes);
    if (isTooDeep(text)) return { refused: refusal(`The message is nested more than ${maxDepth} levels deep.`) };
    return { message: JSON.parse(text) };
  } catch {
    return { refused: refusal('The body is not valid JSON in UTF-8.') };
  }
}

/** Counts brackets outside of strings, before anything is built from them. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth > maxDepth) return true;
    at += 1;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function refusal(reason: string): Response {
  const error = { code: ProtocolErrorCode.ParseError, message: `Parse error: ${reason}` };
  return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 400 });
}
