import { join } from 'node:path';
import { startBenchServers } from './requisition-bench-setup';
import { runRound } from './requisition-round';

/**
 * Resident memory of a worker, with the flags that `up` and the image start it with: with so many open holds, and after so
 * many requisitions in one life. Exits 1 above 400 MiB. BENCH_HELD and BENCH_DELIVERED say how many, 0: not measured. It takes
 * as long as the requisitions take: some 20 minutes on two cores. Linux only.
 */
const mostMiB = 400;
const measured = [
  ['held', wholeNumber('BENCH_HELD', 1_000)],
  ['delivered', wholeNumber('BENCH_DELIVERED', 2_500)],
] as const;

async function main(): Promise<void> {
  for (const [stage, requisitions] of measured) {
    if (requisitions === 0) continue;
    const servers = await startBenchServers(requisitions);
    try {
      const { workerMiB, perSecond } = await runRound(join(__dirname, '..'), servers, requisitions, stage);
      const isMissed = workerMiB > mostMiB;
      console.log(
        `${requisitions} ${stage} in one life (${perSecond.toFixed(2)}/s): worker RSS ${workerMiB.toFixed(0)} MiB, ` +
          `wanted at most ${mostMiB}: ${isMissed ? 'MISSED' : 'met'}`,
      );
      if (isMissed) process.exitCode = 1;
    } finally {
      await servers.stop();
    }
  }
}

function wholeNumber(variable: string, otherwise: number): number {
  const value = Number(process.env[variable] ?? otherwise);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${variable} is to be a whole number from 0`);
  return value;
}

void main();
