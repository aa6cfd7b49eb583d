import { Refusal } from './answer.ts';
import type { JsonObject } from './json.ts';

const httpMessages: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  406: 'Not Acceptable',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** The body of v0.9 and v1: `{"error":{code, message, status, httpMessage, …}}`. */
export function refuse(reason: { status: number; code: number; message: string; more?: JsonObject }): Refusal {
  const { status, code, message, more } = reason;
  return new Refusal({
    status,
    json: { error: { code, message, status, httpMessage: httpMessages[status] ?? 'Error', ...more } },
  });
}

/** 422 with the complaints; its number is not known from any source, so it is 0. */
export function refuseInvalid(...complaints: string[]): Refusal {
  return refuse({
    status: 422,
    code: 0,
    message: 'The data in the request is invalid.',
    more: { subErrors: complaints.map((message) => ({ message })) },
  });
}

export function refuseAccess(): Refusal {
  return refuse({ status: 403, code: 403, message: 'Access denied.' });
}

/** The body of v2: a problem. */
export function refuseProblem(problem: {
  status: number;
  title: string;
  detail: string;
  sub?: number;
  kind?: 'general-error' | 'validation-error';
}): Refusal {
  const { status, title, detail, sub, kind = 'general-error' } = problem;
  const type = `https://errors.sisense.dev/http/${kind}`;
  return new Refusal({ status, json: { type, title, status, ...(sub === undefined ? {} : { sub }), detail } });
}

/** A route that is not there, as Express says it. */
export function refuseRoute(method: string, path: string): Refusal {
  const text = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>Cannot ${method} ${escapeHtml(path)}</pre>\n</body>\n</html>\n`;
  return new Refusal({ status: 404, text, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
