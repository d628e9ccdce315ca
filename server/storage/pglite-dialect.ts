// Kysely over PGlite, which takes statements as they come and works on them one after the other.
import {
  PGliteAdapter,
  PGliteDialect,
  PGliteDriver,
  type DatabaseConnection,
  type PGlite,
} from 'kysely';

/**
 * Kysely's own dialect has one connection, so each statement is sent when the one before was answered.
 * PGlite runs in a thread: on every way there and back it would have nothing to do. It lets nobody
 * into a transaction but who began it, so there may be any number of connections.
 */
export class PgliteThreadDialect extends PGliteDialect {
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    super({ pglite });
    this.#pglite = pglite;
  }

  override createAdapter(): PGliteAdapter {
    return new Adapter();
  }

  override createDriver(): PGliteDriver {
    return new Driver(this.#pglite);
  }
}

class Adapter extends PGliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class Driver extends PGliteDriver {
  readonly #pglite: PGlite;
  readonly #idle: DatabaseConnection[] = [];

  constructor(pglite: PGlite) {
    super({ pglite });
    this.#pglite = pglite;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    // A driver of Kysely's makes one connection.
    const driver = new PGliteDriver({ pglite: this.#pglite });
    await driver.init();
    return driver.acquireConnection();
  }

  override releaseConnection(connection?: DatabaseConnection): Promise<void> {
    if (connection) this.#idle.push(connection);
    return Promise.resolve();
  }
}
