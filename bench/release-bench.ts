import { join } from 'node:path';
import { startBenchServers } from './requisition-bench-setup';
import { runRound } from './requisition-round';

/**
 * So many requisitions that are held for want of an account, and one mapping that ends it for all of them: from the command until
 * none of these holds stands. Exits 1 above 60 s for each 1,000. BENCH_RELEASED says how many. They go on to be posted meanwhile, which is
 * what they compete with; it takes as long as holding them does, some minutes on two cores. Linux only.
 */
const secondsForThousand = 60;

async function main(): Promise<void> {
  const requisitions = Number(process.env['BENCH_RELEASED'] || 1_000);
  if (!Number.isInteger(requisitions) || requisitions < 1) {
    throw new Error('BENCH_RELEASED is to be a whole number from 1');
  }
  const servers = await startBenchServers(requisitions);
  try {
    const { releasedSeconds } = await runRound(join(__dirname, '..'), servers, requisitions, 'released');
    const seconds = releasedSeconds ?? Number.NaN;
    const most = Math.max(secondsForThousand, (requisitions / 1_000) * secondsForThousand);
    const isMissed = !(seconds <= most);
    console.log(
      `${requisitions} holds ended by one mapping: none stands after ${seconds.toFixed(1)} s, ` +
        `wanted at most ${most.toFixed(0)} s: ${isMissed ? 'MISSED' : 'met'}`,
    );
    if (isMissed) process.exitCode = 1;
  } finally {
    await servers.stop();
  }
}

void main();
