/** What came back, whole or as far as it came in time. */
export interface HostileAnswer {
  status: number;
  type: string;
  text: string;
}

/** Frames of a stack, paths of the program, and the errors that only a bug answers with. */
const inside = /-32603|node_modules|\/packages\/|\.[mc]?[jt]s:\d+|\n\s+at |\\n\s+at |Maximum call stack|"code":"bug"/;

/** What is wrong with an answer to a hostile request; nothing when it is as it should be. */
export function faultOf({ status, type, text }: HostileAnswer): string | undefined {
  if (status >= 500) return `status ${status}`;
  const told = inside.exec(text);
  if (told) return `tells of the inside: ${told[0]}`;
  if (status >= 300 && status < 400) return `redirects with ${status}`;
  if (text === '') return undefined;
  if (type.startsWith('application/json')) return isAnswer(text) ? undefined : 'no answer of JSON-RPC and no refusal';
  return type.startsWith('text/event-stream') ? undefined : `content type ${type}`;
}

function isAnswer(text: string): boolean {
  try {
    const answer = JSON.parse(text) as Record<string, unknown>;
    if (answer['jsonrpc'] === '2.0') return 'result' in answer || 'error' in answer;
    return answer['ok'] === false && typeof answer['error'] === 'string';
  } catch {
    return false;
  }
}
