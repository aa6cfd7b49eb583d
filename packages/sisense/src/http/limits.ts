const second = 1000;
const mebibyte = 1024 * 1024;

/** What one call and one deployment may take. Times in milliseconds, sizes in bytes after decompression. */
export interface Limits {
  /** TCP and TLS together. */
  connectMs: number;
  /** Until the headers of a read have come. */
  headersMs: number;
  /** The same for answers that may be large or slow to compute (exports, queries). */
  largeHeadersMs: number;
  /** Between two pieces of a body. */
  idleBodyMs: number;
  /** A read as a whole: waiting for a slot, all tries, the pauses between them. */
  readMs: number;
  /** The same for answers that may be large. */
  largeMs: number;
  /** A change, which is sent once. */
  changeMs: number;
  /** Of an answer that is held in memory as a whole. */
  answerBytes: number;
  /** The same for endpoints marked `large`. */
  largeAnswerBytes: number;
  /** Of an answer that is handed on piece by piece and never held. */
  streamBytes: number;
  /** Nesting of a JSON answer. */
  depth: number;
  /** Values and keys of a JSON answer. */
  values: number;
  largeValues: number;
  /** Requests at a time on one deployment, and how many of them may be changes. */
  inFlight: number;
  changesInFlight: number;
  /** How often a read is tried in all. */
  tries: number;
  /** Longest pause between two tries that the server did not ask for. */
  longestPauseMs: number;
  /** How long a deployment that keeps failing is left alone. */
  breakMs: number;
}

/** What holds unless `limits` says otherwise: answers of up to 32 MiB (48 MiB where large ones are usual), six requests at once, a read within 90 s. */
export const defaultLimits: Limits = {
  connectMs: 5 * second,
  headersMs: 30 * second,
  largeHeadersMs: 120 * second,
  idleBodyMs: 30 * second,
  readMs: 90 * second,
  largeMs: 600 * second,
  changeMs: 300 * second,
  answerBytes: 32 * mebibyte,
  largeAnswerBytes: 48 * mebibyte,
  streamBytes: 1024 * 1024 * mebibyte,
  depth: 200,
  values: 4_000_000,
  largeValues: 8_000_000,
  inFlight: 6,
  changesInFlight: 2,
  tries: 3,
  longestPauseMs: 10 * second,
  breakMs: 15 * second,
};
