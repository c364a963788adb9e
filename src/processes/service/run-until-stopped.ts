import { endWithSupervisor } from '../../local/stack/programs/end-with-supervisor';

/**
 * Says on stdout that the program serves, and waits: for SIGINT or SIGTERM, for the end of its supervisor, or for its own
 * end. Then stops what it runs. One that ended without being told has failed, and that is thrown.
 */
export async function runUntilStopped(
  addresses: Readonly<Record<string, string>>,
  service: { readonly ended?: Promise<void>; stop(): Promise<void> },
): Promise<void> {
  const told = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    endWithSupervisor(resolve);
  });
  process.stdout.write(`${JSON.stringify({ ready: true, addresses })}\n`);
  const failed = await Promise.race([
    told.then(() => null),
    ...(service.ended === undefined ? [] : [service.ended.then(() => new Error('ended without being told'), asError)]),
  ]);
  try {
    await service.stop();
  } catch (error) {
    // Why it ended says more than that it could not be stopped well after that.
    if (failed === null) throw error;
  } finally {
    // The supervisor's pipe would keep this process alive after everything else has ended.
    process.stdin.destroy();
  }
  if (failed !== null) throw failed;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('ended for an unknown reason', { cause: error });
}
