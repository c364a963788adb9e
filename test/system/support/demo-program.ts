import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeStateFolder } from '../../../src/local/stack/state/remove-state-folder';

const program = join(__dirname, '../../../dist/cli/main.js');
const comparer = join(__dirname, '../../../dist/comparer/main.js');
// Whatever the machine's environment names, the demo brings its own servers.
const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...env } = process.env;

interface RunOutcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The demo as a program of its own in an empty folder, which has come to its end and stays up. */
export class DemoProgram {
  readonly folder = mkdtempSync(join(tmpdir(), 'ml-connector-demo-'));
  readonly process: ChildProcess;
  readonly exit: Promise<number | null>;
  output = '';

  private constructor(words: readonly string[]) {
    this.process = spawn(process.execPath, [program, 'demo', ...words], {
      cwd: this.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exit = new Promise((resolve) => this.process.once('exit', resolve));
  }

  static async start(limitMs: number, ...words: string[]): Promise<DemoProgram> {
    const demo = new DemoProgram(words);
    const deadline = Date.now() + limitMs;
    while (!demo.output.includes('Everything stays up')) {
      if (demo.process.exitCode !== null || Date.now() > deadline)
        throw new Error(`the demo did not come to its end:\n${demo.output}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return demo;
  }

  /** A command typed in the demo's folder. */
  command(...words: string[]): RunOutcome {
    return spawnSync(process.execPath, [program, ...words], { cwd: this.folder, env, encoding: 'utf8' });
  }

  /** Address of the control port that has `records`, `tables` or `items`. */
  control(what: 'records' | 'tables' | 'items'): string {
    return new RegExp(`control (http://127\\.0\\.0\\.1:\\d+)/control/${what}`).exec(this.output)?.[1] ?? '';
  }

  /** The comparer over what stands now. */
  compare(...words: string[]): RunOutcome {
    const input = this.command('document', 'list', '--json').stdout;
    const args = [comparer, '--procore', this.control('records'), '--documents', '-', ...words];
    return spawnSync(process.execPath, args, { encoding: 'utf8', input });
  }

  /**
   * The close report of a project beside the comparer's column of it, in cents: `[ours, its]` by the comparer's name
   * of the row. They read apart: ours our records, its Procore and the ERP. The comparer counts certificates: what is held for its
   * tax, or since it claims more than its certificate, is due with that, as its hold says.
   */
  closeBeside(compared: string, project: string): Readonly<Record<string, readonly [string, string]>> {
    const lines = compared.split('\n').map((line) => line.trim().split(/ {2,}/));
    const column = lines.find(([title]) => title === 'project')?.indexOf(project) ?? -1;
    const { stdout } = this.command('project', 'close-report', project, '--through', '9999-12-31', '--json');
    const { groups, documents } = JSON.parse(stdout) as {
      groups: { name: string; sums: { claimed: string }[] }[];
      documents: { name: string; group: string; difference: string | null; why: { message: string }[] }[];
    };
    const cents = (amount: string): bigint => {
      const [whole = '', fraction = ''] = amount.replaceAll(',', '').split('.');
      return BigInt(`${whole}${fraction.padEnd(2, '0')}`);
    };
    const of = (...names: string[]): string =>
      groups
        .filter(({ name }) => names.includes(name))
        .flatMap(({ sums }) => sums)
        .reduce((sum, { claimed }) => sum + cents(claimed), 0n)
        .toString();
    const rows: Record<string, string[]> = {
      'approved payable in Procore': ['approved'],
      ...{
        delivered: ['delivered'],
        vouchered: ['vouchered'],
        posted: ['posted'],
        held: ['held'],
        'taken over': ['takenOver'],
      },
    };
    const dueBeside = documents
      .flatMap(({ why }) => why)
      .flatMap(
        ({ message }) => /carries tax of (\S+)|current_payment_due .* differ by (\S+)/.exec(message)?.slice(1) ?? [],
      )
      .reduce((sum, amount?: string) => sum + cents(amount ?? '0'), 0n);
    const isWithHeld = (title: string): boolean => ['approved payable in Procore', 'held'].includes(title);
    const beside = Object.entries(rows).flatMap(([title, names]) => {
      const row = lines.find(([first]) => first === title);
      const its = cents(row?.[column] ?? '') + (isWithHeld(title) ? dueBeside : 0n);
      return row === undefined ? [] : [[title, [of(...names), its.toString()] as const] as const];
    });
    const otherwise = documents.filter(({ group, difference }) => difference !== null && group !== 'takenOver');
    if (otherwise.length > 0) throw new Error(`posted otherwise: ${otherwise.map(({ name }) => name).join(', ')}`);
    return Object.fromEntries(beside);
  }

  /** What the comparer complained of while the demo ran, line by line. */
  differences(): readonly string[] {
    return [...this.output.matchAll(/The books differ \(\d+\):\n((?: {2}.*\n)*)/g)].map(([, lines]) => lines ?? '');
  }

  async end(): Promise<void> {
    if (this.process.exitCode === null) {
      this.process.kill('SIGINT');
      await this.exit;
    }
    removeStateFolder(join(this.folder, '.ml-connector/demo'));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
