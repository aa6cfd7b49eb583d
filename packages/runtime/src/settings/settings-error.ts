/** Why a service does not start: one line that names the setting and what to do. Never holds a secret's value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  /** The setting to look at. */
  readonly setting: string;
  constructor(setting: string, message: string) {
    super(message.replace(/\s+/g, ' '));
    this.setting = setting;
  }
}
