import { runCommand } from '../programs/run-command';

export interface TemporalVersion {
  readonly cli: string;
  readonly server: string;
}

/** Worker deployments, update-with-start and priorities are used as they are from this server on. */
export const oldestServer = '1.29';

/** What `temporal --version` says is inside; nothing when it is no Temporal or does not answer. */
export async function readTemporalVersion(
  binary: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<TemporalVersion | undefined> {
  const result = await runCommand(binary, ['--version'], { limitMs: 15_000, env });
  const match = /version (\S+) \(Server (\d+\.\d+\.\d+)/.exec(result.output);
  return result.code === 0 && match?.[1] && match[2] ? { cli: match[1], server: match[2] } : undefined;
}

export function newEnough(version: TemporalVersion): boolean {
  const [major = 0, minor = 0] = version.server.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestServer.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
