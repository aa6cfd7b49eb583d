/** Why a command did not do what it was asked, as one line. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}
