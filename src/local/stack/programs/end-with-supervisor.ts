/**
 * For the programs that `superviseChild` starts: drains when the supervisor is gone without having said so, by kill -9
 * for one. Does nothing in a program that was started by hand.
 */
export function endWithSupervisor(drain: () => void): void {
  if (process.env['ML_CONNECTOR_SUPERVISED'] !== '1') return;
  process.stdin.once('end', drain);
  process.stdin.once('error', drain);
  process.stdin.resume();
}
