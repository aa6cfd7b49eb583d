const longest = 500;

/** What a failing answer says about itself, in any of Sisense's dialects (rest-api §2). */
export interface ServerReason {
  text?: string;
  /** `error.code` of v0.9 and v1, `sub` of v2. */
  code?: number;
  /** `type` of a failed query, `title` of a v2 problem. */
  kind?: string;
  /** The status that a failed query gives inside an answer of another status. */
  innerStatus?: number;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a failing answer's body: JSON already parsed, or the text. */
export function reasonOf(body: unknown): ServerReason {
  if (typeof body === 'string') return withText({}, looksLikeHtml(body) ? textOfHtml(body) : body);
  if (!isRecord(body)) return {};
  if (isRecord(body['error'])) return ofEnvelope(body['error']);
  if (Array.isArray(body['errors'])) return ofGraphql(body['errors']);
  const details = textIn(body, ['details', 'detail', 'message', 'title', 'status']);
  const reason = withText({}, typeof body['error'] === 'string' ? body['error'] : details);
  const code = body['sub'];
  const kind = typeof body['detail'] === 'string' ? body['title'] : body['type'];
  const innerStatus = Number(body['httpStatusCode']);
  return {
    ...reason,
    ...(typeof code === 'number' ? { code } : {}),
    ...(typeof kind === 'string' ? { kind } : {}),
    ...(Number.isInteger(innerStatus) && innerStatus > 0 ? { innerStatus } : {}),
  };
}

function ofEnvelope(error: Record<string, unknown>): ServerReason {
  const parts = [textIn(error, ['message', 'httpMessage']), ...subErrors(error), existingGroups(error)];
  const code = error['code'];
  return withText(typeof code === 'number' ? { code } : {}, parts.filter(Boolean).join(' '));
}

function subErrors(error: Record<string, unknown>): (string | undefined)[] {
  const list = Array.isArray(error['subErrors']) ? error['subErrors'] : [];
  return list.filter(isRecord).map((sub) => textIn(isRecord(sub['error']) ? sub['error'] : sub, ['message']));
}

function existingGroups(error: Record<string, unknown>): string | undefined {
  const more = error['moreInfo'];
  if (!isRecord(more) || !Array.isArray(more['existingGroups'])) return undefined;
  return `Existing groups: ${more['existingGroups'].map(nameOf).join(', ')}.`;
}

function nameOf(value: unknown): string {
  return isRecord(value) ? String(value['name'] ?? value['_id'] ?? '?') : String(value);
}

function ofGraphql(errors: unknown[]): ServerReason {
  const texts = errors
    .filter(isRecord)
    .map(
      (error) => textIn(error, ['message']) ?? (isRecord(error['error']) ? textIn(error['error'], ['message']) : ''),
    );
  return withText({ kind: 'graphql' }, texts.filter(Boolean).join(' '));
}

function textIn(record: Record<string, unknown>, keys: string[]): string | undefined {
  for (const key of keys) {
    const value = record[key];
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return undefined;
}

function withText(reason: ServerReason, text: string | undefined): ServerReason {
  const clean = text === undefined ? '' : quotable(text);
  return clean === '' ? reason : { ...reason, text: clean };
}

/** One line, without invisible or control characters, at most 500 characters long. */
export function quotable(text: string): string {
  const clean = text
    .slice(0, longest * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed();
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}

export function looksLikeHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|title|pre|div|script|\?xml)/i.test(text.slice(0, 512));
}

/** A page that asks for a password, or that starts Sisense's web application, which then asks for one. */
export function looksLikeLoginPage(html: string): boolean {
  return /type=["']?password|sign[ -]?in|log[ -]?in|\bsso\b|saml/i.test(html.slice(0, 100_000));
}

function textOfHtml(html: string): string {
  return html
    .slice(0, 20_000)
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ');
}
