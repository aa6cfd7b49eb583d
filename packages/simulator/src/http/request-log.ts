/** One answered (or unanswered) request. Holds no header, no body and no token. */
export interface LoggedRequest {
  method: string;
  path: string;
  query: string;
  /** The route that answered, as `GET /api/v1/users/{id}`; undefined when there was none. */
  route: string | undefined;
  /** The endpoints of the client that this route serves. */
  endpoints: readonly string[];
  user: string | undefined;
  /** 0 while, or when, no status line was sent. */
  status: number;
  fault: string | undefined;
  bytesIn: number;
  bytesOut: number;
}

export interface RequestFilter {
  /** A client's endpoint id, or a route. */
  endpoint?: string;
  method?: string;
  path?: string | RegExp;
  status?: number;
}

const mostEntries = 100_000;

/** What reached one deployment, to assert on. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  /** The most requests that were under way at the same time. */
  peakConcurrency = 0;
  #underWay = 0;
  /** Entries that were let go because the log was full. */
  forgotten = 0;

  count(filter: RequestFilter = {}): number {
    return this.entries.filter((entry) => matches(entry, filter)).length;
  }

  bytes(filter: RequestFilter = {}): { in: number; out: number } {
    const chosen = this.entries.filter((entry) => matches(entry, filter));
    const sum = (of: (entry: LoggedRequest) => number) => chosen.reduce((total, entry) => total + of(entry), 0);
    return { in: sum((entry) => entry.bytesIn), out: sum((entry) => entry.bytesOut) };
  }

  /** Requests that were not plain reads. */
  changes(): LoggedRequest[] {
    return this.entries.filter(({ method }) => method !== 'GET');
  }

  clear(): void {
    this.entries.length = 0;
    this.peakConcurrency = this.#underWay;
    this.forgotten = 0;
  }

  begin(entry: LoggedRequest): void {
    if (this.entries.length >= mostEntries) {
      this.entries.shift();
      this.forgotten += 1;
    }
    this.entries.push(entry);
    this.#underWay += 1;
    this.peakConcurrency = Math.max(this.peakConcurrency, this.#underWay);
  }

  end(): void {
    this.#underWay -= 1;
  }
}

function matches(entry: LoggedRequest, { endpoint, method, path, status }: RequestFilter): boolean {
  if (endpoint !== undefined && entry.route !== endpoint && !entry.endpoints.includes(endpoint)) return false;
  if (method !== undefined && entry.method !== method) return false;
  if (status !== undefined && entry.status !== status) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? entry.path === path : path.test(entry.path);
}
