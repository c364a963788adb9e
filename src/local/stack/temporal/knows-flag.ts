import { runCommand } from '../programs/run-command';

/** Whether a program's own help names a flag; one it does not know would keep it from starting. */
export async function knowsFlag(binary: string, command: readonly string[], flag: string): Promise<boolean> {
  const { code, output } = await runCommand(binary, [...command, '--help'], { limitMs: 15_000 });
  return code === 0 && output.split(/[\s,]+/).includes(flag);
}
