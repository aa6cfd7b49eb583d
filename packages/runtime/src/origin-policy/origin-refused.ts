/** An address that a token must not be sent to, as a sentence for the person who typed it. */
export class OriginRefused extends Error {
  override readonly name = 'OriginRefused';
}
