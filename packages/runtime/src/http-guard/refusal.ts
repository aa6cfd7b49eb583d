/** Why a request is turned away before any of our code has looked at it. */
export interface Refusal {
  status: 400 | 403 | 405 | 413 | 415;
  type: string;
  message: string;
}

export const refusals = {
  host: {
    status: 403,
    type: 'host-not-allowed',
    message: 'This host name is not served here. The operator can list it in FES_ALLOWED_HOSTS.',
  },
  origin: {
    status: 403,
    type: 'origin-not-allowed',
    message: 'A page of another origin must not call this service.',
  },
  crossSite: {
    status: 403,
    type: 'cross-site',
    message: 'A page of another site must not call this service.',
  },
  method: { status: 405, type: 'method-not-allowed', message: 'This method is not served here.' },
  contentType: {
    status: 415,
    type: 'content-type-not-allowed',
    message: 'The content type of the request is not accepted here. Send application/json.',
  },
  tooLarge: { status: 413, type: 'too-large', message: 'The request is larger than this service accepts.' },
} as const satisfies Record<string, Refusal>;
