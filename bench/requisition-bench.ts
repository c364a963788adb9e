import { existsSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { startBenchServers } from './requisition-bench-setup';
import { runFloorRound, type FloorFigures } from './floor/floor-round';
import { runRound, type Figures } from './requisition-round';

/**
 * The main flow: clean requisitions from go-live until each is delivered to JD Edwards, through worker and api as processes
 * of their own, an embedded PostgreSQL that syncs to disk, Temporal's dev server, and sandboxes with a wide quota.
 *
 * BENCH_AGAINST=FOLDER names another built checkout: rounds of the two take turns on the same servers, and each figure is
 * given as a ratio of the medians. Exits 1 when this checkout gets through less than 0.9 times as much as the other, when a
 * requisition takes more than 120 messages to PostgreSQL or 7 calls of JDE, a command of the command line more than 0.3 s of CPU, or when fewer
 * than 0.8 of the floor's get through in a second: workflows that make the same calls and do nothing else (`floor/`).
 * BENCH_REQUISITIONS and BENCH_ROUNDS say how many in a round, and how many rounds of each; BENCH_STATEMENTS=1 prints what was
 * sent to PostgreSQL, and how often for each requisition. Linux only: CPU and memory are
 * read from /proc.
 */
const requisitions = wholeNumber('BENCH_REQUISITIONS', 300);
const rounds = wholeNumber('BENCH_ROUNDS', 3);
const leastOfOther = 0.9;
const leastOfFloor = 0.8;
const most: Partial<Record<Measured, number>> = { messages: 120, commandCpuMs: 300, erpCalls: 7 };

type Measured = Exclude<keyof Figures, 'releasedSeconds'>;
const shown: readonly (readonly [Measured, string])[] = [
  ['perSecond', 'requisitions/s'],
  ['workerCpuMs', 'worker CPU ms each'],
  ['apiCpuMs', 'api CPU ms each'],
  ['temporalCpuMs', 'Temporal CPU ms each'],
  ['postgresCpuMs', 'PostgreSQL CPU ms each'],
  ['sandboxCpuMs', 'sandboxes CPU ms each'],
  ['workerMiB', 'worker RSS MiB at the end'],
  ['commandCpuMs', 'CPU ms of a command'],
  ['statements', 'SQL statements each'],
  ['messages', 'SQL messages each'],
  ['commits', 'commits each'],
  ['writes', 'writing transactions each'],
  ['historyEvents', 'history events of one'],
  ['procoreCalls', 'calls of Procore each'],
  ['erpCalls', 'calls of JDE each'],
];

interface Side {
  readonly name: 'this' | 'other';
  readonly checkout: string;
  readonly figures: Figures[];
}

async function main(): Promise<void> {
  const sides: Side[] = [{ name: 'this', checkout: join(__dirname, '..'), figures: [] }];
  const against = process.env['BENCH_AGAINST'];
  if (against) sides.push({ name: 'other', checkout: resolve(against), figures: [] });
  for (const { checkout } of sides) {
    if (!existsSync(join(checkout, 'dist/cli/main.js')))
      throw new Error(`${checkout} is not built: npm run build there`);
  }
  const servers = await startBenchServers(requisitions);
  const floors: FloorFigures[] = [];
  try {
    console.log(`${requisitions} requisitions a round, from the command go-live until all are delivered`);
    for (let round = 0; round < rounds; round++) {
      // The order changes, so that neither always comes first.
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const figures = await runRound(side.checkout, servers, requisitions);
        side.figures.push(figures);
        const text = shown.map(([member, name]) => `${rounded(figures[member])} ${name}`).join(', ');
        // Far more than the processors: others work here too, and what is a matter of time says little.
        const load = `load ${rounded(loadavg()[0]!)} on ${availableParallelism()} processors`;
        console.log(`round ${round + 1}, ${side.name}: ${text} (${load})`);
      }
      const floor = await runFloorRound(sides[0]!.checkout, servers, requisitions);
      floors.push(floor);
      console.log(
        `round ${round + 1}, floor: ${rounded(floor.perSecond)} requisitions/s, ${rounded(floor.workerCpuMs)} worker CPU ms ` +
          `each, ${floor.calls} calls each`,
      );
    }
  } finally {
    await servers.stop();
  }
  report(sides, floors);
}

function report(sides: readonly Side[], floors: readonly FloorFigures[]): void {
  const [ours, other] = sides.map(({ figures }) => medians(figures));
  if (ours === undefined) return;
  console.log(`medians of ${rounds} rounds${other === undefined ? '' : ': this, other, this/other'}`);
  for (const [member, name] of shown) {
    const cells = [ours[member], ...(other === undefined ? [] : [other[member]])].map((value) =>
      rounded(value).padStart(9),
    );
    const ratio = other === undefined ? '' : (ours[member] / other[member]).toFixed(2).padStart(7);
    console.log(`  ${name.padEnd(26)}${cells.join('')}${ratio}`);
  }
  for (const [member, name] of shown) {
    const limit = most[member];
    if (limit === undefined) continue;
    const isMissed = ours[member] > limit;
    console.log(`${name} at most ${limit}: ${isMissed ? 'MISSED' : 'met'}`);
    if (isMissed) process.exitCode = 1;
  }
  const floor = medianOf(floors.map(({ perSecond }) => perSecond));
  const share = ours.perSecond / floor;
  const isBelow = !(share >= leastOfFloor);
  console.log(
    `requisitions/s ${share.toFixed(2)} of the floor's ${rounded(floor)}, at least ${leastOfFloor}: ${isBelow ? 'MISSED' : 'met'}`,
  );
  if (isBelow) process.exitCode = 1;
  if (other === undefined) return;
  const missed = ours.perSecond < leastOfOther * other.perSecond;
  console.log(`requisitions/s at least ${leastOfOther} times the other's: ${missed ? 'MISSED' : 'met'}`);
  if (missed) process.exitCode = 1;
}

function medians(figures: readonly Figures[]): Figures {
  const median = (member: Measured): number => medianOf(figures.map((one) => one[member]));
  return Object.fromEntries(shown.map(([member]) => [member, median(member)])) as unknown as Figures;
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rounded(value: number): string {
  return value.toFixed(value < 100 ? 2 : 0);
}

function wholeNumber(variable: string, otherwise: number): number {
  const value = Number(process.env[variable] || otherwise);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${variable} is to be a whole number from 1`);
  return value;
}

void main();
