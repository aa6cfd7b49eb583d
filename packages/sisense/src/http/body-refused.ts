/** Why a body was refused before it was understood. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused';
}
