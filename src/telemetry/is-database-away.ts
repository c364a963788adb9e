/** SQLSTATE classes that speak of the server or of the way to it: connection, login, deadlock, resources, shutdown, files. */
const ofServer = /^(?:08|28|3D|40|53|57|58|XX)/;
/** A standby, a transaction that was ended for being idle, a lock that was not had in time. */
const ofMoment: ReadonlySet<string> = new Set(['25006', '25P03', '55P03']);
const ofDriver =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Query read timeout|the database did not answer)/;
const ofNetwork: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
]);

/**
 * Whether PostgreSQL was away, or could not do anybody's work just then: a fault of no document. Calls to other systems
 * fail with errors of their own, so what the operating system says comes from the connection to PostgreSQL.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string') {
    if (typeof Reflect.get(error, 'severity') === 'string') return ofServer.test(code) || ofMoment.has(code);
    return ofNetwork.has(code);
  }
  return ofDriver.test(error.message);
}
