import { runCommand } from '../programs/run-command';
import type { LogLine } from '../programs/log-line';

/** The account under which PostgreSQL runs when we are root, which it refuses to be. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface SystemUserNames {
  readonly candidates: readonly string[];
  readonly own: string;
}

export const defaultSystemUserNames: SystemUserNames = { candidates: ['postgres'], own: 'ml-connector' };

/**
 * `initdb` looks its user up by name, so a number without an account does not do ("could not look up effective user ID"):
 * where no candidate exists, an account of our own is made, without a home, shell or password.
 */
export async function findSystemUser(names: SystemUserNames, log: LogLine): Promise<SystemUser> {
  for (const name of [...names.candidates, names.own]) {
    const user = await lookUp(name);
    if (user) return user;
  }
  const attempts: readonly (readonly string[])[] = [
    [
      'useradd',
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      names.own,
    ],
    ['adduser', '--system', '--group', '--no-create-home', '--home', '/nonexistent', names.own],
    ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', names.own],
  ];
  const failures: string[] = [];
  for (const [file = '', ...args] of attempts) {
    const result = await runCommand(file, args, { limitMs: 20_000 });
    // Looked up whatever the program said: another start may have made the account at the same moment.
    const user = await lookUp(names.own);
    if (user) {
      log(`PostgreSQL: made the system user ${names.own}, because PostgreSQL does not run as root`);
      return user;
    }
    failures.push(`${file}: ${result.output.trim()}`);
  }
  throw new Error(
    `PostgreSQL does not run as root, there is no user ${names.candidates.join(' or ')}, and the user ${names.own} could not be made ` +
      `(${failures.join('; ')}). Create a system user named ${names.own}, run as another user than root, or set DATABASE_URL.`,
  );
}

async function lookUp(name: string): Promise<SystemUser | undefined> {
  const uid = await numberFrom('-u', name);
  const gid = await numberFrom('-g', name);
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { name, uid, gid };
}

async function numberFrom(flag: string, name: string): Promise<number | undefined> {
  const result = await runCommand('id', [flag, name], { limitMs: 10_000 });
  return result.code === 0 && /^\d+\s*$/.test(result.output) ? Number(result.output) : undefined;
}
