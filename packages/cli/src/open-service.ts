import {
  createLogger,
  type LoggedService,
  type Logger,
  loadSettings,
  SecretRegistry,
  type Settings,
  type StartedService,
} from '@fes-assistant/runtime';

/** Settings of the environment, for what is about to start. */
export function readSettings(service: StartedService): Settings {
  return loadSettings(process.env, { service });
}

/** Loggers of one process: they share what they must not show. */
export class Logs {
  readonly secrets = new SecretRegistry();
  readonly #settings: Settings;
  readonly #open: Logger[] = [];

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  of(service: LoggedService): Logger {
    const logger = createLogger({ service, settings: this.#settings, secrets: this.secrets });
    this.#open.push(logger);
    return logger;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((logger) => logger.closeLog()));
  }
}
