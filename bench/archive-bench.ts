import { createPollRequisitions } from '../src/activities/feeds/poll-requisitions';
import { windowedSource } from '../src/activities/feeds/windowed-source.fixture';
import { openArchive } from '../test/stack/archived-requisitions';
import { createTestStore, testProjectId } from '../test/stack/test-store';
import { withPostgres } from './with-postgres';

/**
 * An idle poll beside 100, 10,000 and 100,000 requisitions of past years: as many calls of Procore, and at most 1.5 times as long. Exits 1
 * when either is missed. PostgreSQL is real, Procore's answers are made at once.
 */
const archived = [100, 10_000, 100_000];
const polls = 50;
const mostTimesAsLong = 1.5;

interface Idle {
  readonly calls: readonly string[];
  /** The median. */
  readonly milliseconds: number;
}

async function main(): Promise<void> {
  await withPostgres(async () => {
    const acme = await createTestStore();
    const past = await openArchive(acme);
    const source = windowedSource(acme);
    const scope = { tenantId: acme.tenantId, connectionId: acme.connectionId, projectId: testProjectId };
    const poll = createPollRequisitions(source.ports);
    /** What changed a while ago lies in the overlap of every poll. */
    source.put(1, new Date(Math.floor(Date.now() / 1_000) * 1_000 - 300_000));
    const idle = async (): Promise<Idle> => {
      await poll(scope);
      const took: number[] = [];
      for (let time = 0; time < polls; time += 1) {
        source.calls.length = 0;
        const began = performance.now();
        await poll(scope);
        took.push(performance.now() - began);
      }
      return { calls: [...source.calls], milliseconds: took.sort((a, b) => a - b)[polls / 2] ?? Number.NaN };
    };
    try {
      // The first one reads all that Procore has.
      await poll(scope);
      let first: Idle | null = null;
      let there = 0;
      for (const count of archived) {
        await past.add(scope, testProjectId, count - there);
        there = count;
        const now = await idle();
        first ??= now;
        const times = now.milliseconds / first.milliseconds;
        const isMissed = now.calls.join() !== first.calls.join() || !(times <= mostTimesAsLong);
        console.log(
          `${count} archived: an idle poll makes ${now.calls.length} calls (${now.calls.join(', ')}) in ` +
            `${now.milliseconds.toFixed(1)} ms, ${times.toFixed(2)} times the first: ${isMissed ? 'MISSED' : 'met'}`,
        );
        if (isMissed) process.exitCode = 1;
      }
    } finally {
      await past.close();
      await acme.close();
    }
  });
}

void main();
