import fc from 'fast-check';
import type { JournalImportBody } from '../../../domain/fusion/bodies/journal-import-body';
import { directCostMember, journals } from '../../../domain/fusion/journals/journal-member.fixture';
import type { Reference } from '../../../domain/posting/look';
import { judgeLook } from '../../../ledger/effects/judge-look';
import type { TestJson } from '../../../sandbox/fusion/testing/test-sandbox.fixture';
import type { Posted } from '../../erp-adapter';
import { ClientError } from '../../http/client-error';
import { keyOf, posted } from '../sample-bodies.fixture';
import { meet, type Meeting } from './meet.fixture';

// One group through whatever may happen, as the ledger carries it: it looks, sends once where nothing stands, and sends the same file
// again only when nothing of the call can arrive any more and a look that is proven finds nothing. Workers may be killed at each point:
// between two steps nothing is kept but what was sent when, and what the answer said if there was one.

const body: JournalImportBody = {
  kind: 'journalImport',
  key: keyOf('journal', 1),
  createdOn: '2026-07-16',
  setup: { source: 'Procore', category: 'Adjustment' },
  members: [directCostMember(1, '1250.00', { accountingDate: '2026-07-15', period: 'Jul-26' })],
};
const other: JournalImportBody = { ...body, key: keyOf('journal', 7) };

/** More often what hides that a call arrived: a scheduler that stands still, and answers that are lost. */
const steps = [
  ...['freeze', 'freeze', 'freeze', 'thaw', 'pass', 'pass', 'settled', 'settled', 'settled', 'settled'],
  ...['loseAnswer', 'loseAnswer', 'killedAfterCall', 'killedAfterCall', 'error', 'loseCall', 'comesLate', 'page'],
  ...['refuseAtDoor', 'hideScheduler', 'hideBatches', 'showAll', 'anHour'],
] as const;
type Step = (typeof steps)[number];

const faults: Partial<Record<Step, object>> = {
  loseAnswer: { kind: 'commitThenLose' },
  loseCall: { kind: 'reset' },
  comesLate: { kind: 'commitLate', delayMs: 30 },
  page: { kind: 'html' },
  error: { kind: 'commitThenStatus' },
  refuseAtDoor: { kind: 'businessFailure' },
};

interface Ledger {
  reference: Reference | null;
  firstSentAt: string | null;
  isSettled: boolean;
  sends: number;
  isRefused: boolean;
}

async function pass(at: Meeting, ledger: Ledger, isKilledAfterCall: boolean): Promise<string> {
  const { reference, firstSentAt } = ledger;
  const one: Posted = posted(body, { reference, firstSentAt });
  const kind = at.fusion.at('journalImport').kind;
  const seen = await at.fusion.look('journalImport', one).catch((error: unknown) => error);
  if (seen instanceof ClientError) return 'away';
  const { kind: verdict } = judgeLook({ kind, words: at.fusion.adapter.words }, body, seen as never);
  const maySend = firstSentAt === null || (ledger.isSettled && ledger.sends < kind.mostSends && !ledger.isRefused);
  if (verdict !== 'nothing' || !maySend) return verdict;
  const before = { ...ledger };
  ledger.firstSentAt ??= new Date().toISOString();
  ledger.sends += 1;
  ledger.isSettled = false;
  try {
    const answer = await at.fusion.send('journalImport', one);
    if (!isKilledAfterCall) ledger.reference = answer;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    if (error.kind === 'NotSent') Object.assign(ledger, before);
    ledger.isRefused = error.kind === 'Rejected';
  }
  return 'sent';
}

async function happens(at: Meeting, step: Step, ledger: Ledger): Promise<string | null> {
  const user = { username: 'sandbox-client', password: '', deniedResources: [], hiddenBusinessUnits: [] };
  const fault = faults[step];
  if (fault !== undefined) await at.sandbox.fault({ match: { action: 'importBulkData' }, count: 1, ...fault });
  if (fault !== undefined || step === 'pass' || step === 'killedAfterCall') {
    return pass(at, ledger, step === 'killedAfterCall');
  }
  const world: Partial<Record<Step, () => Promise<unknown>>> = {
    // Whatever was on its way has come by then.
    settled: async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      ledger.isSettled = true;
    },
    freeze: () => at.sandbox.set({ essFrozen: true }),
    thaw: () => at.sandbox.set({ essFrozen: false }),
    hideScheduler: () => at.sandbox.set({ users: [{ ...user, emptyResources: ['ess'] }] }),
    hideBatches: () => at.sandbox.set({ users: [{ ...user, emptyResources: ['journalBatches'] }] }),
    showAll: () => at.sandbox.set({ users: [user] }),
    anHour: () => at.sandbox.control('POST', 'clock', { aheadSeconds: 3600 }),
  };
  await world[step]?.();
  return null;
}

test('whatever happens on the way, in whatever order, no second batch is made; once all is shown and runs, it stands once or a person was asked', async () => {
  const property = fc.asyncProperty(
    fc.array(fc.constantFrom(...steps), { minLength: 6, maxLength: 14 }),
    async (some) => {
      const at = await meet({ essStepMs: 0 }, { posting: { journals }, site: { requestLimitMs: 400 } });
      try {
        await at.sandbox.control('POST', 'items/journalBatches', [{ BatchName: 'Payables 77 A 1 2 N', Status: 'P' }]);
        await at.fusion.send('journalImport', posted(other));
        const ledger: Ledger = { reference: null, firstSentAt: null, isSettled: false, sends: 0, isRefused: false };
        const count = async (): Promise<number> =>
          (await at.sandbox.control('GET', 'items/journalBatches')).json.filter(({ BatchName }: TestJson) =>
            BatchName.startsWith(body.key),
          ).length;
        for (const step of some) {
          const verdict = await happens(at, step, ledger);
          expect(await count()).toBeLessThanOrEqual(1);
          if (verdict === 'equal') expect(await count()).toBe(1);
        }
        await happens(at, 'thaw', ledger);
        await happens(at, 'showAll', ledger);
        await at.sandbox.control('DELETE', 'faults');
        let last = '';
        for (const step of ['settled', 'pass', 'settled', 'pass', 'pass'] as const)
          last = (await happens(at, step, ledger)) ?? last;
        const isSpent = ledger.sends >= 2 || ledger.isRefused;
        expect([await count(), last]).toEqual(last === 'equal' ? [1, 'equal'] : [0, isSpent ? 'nothing' : 'never']);
      } finally {
        await at.close();
      }
    },
  );
  // The first is what a search of the batch alone would get wrong.
  const examples: [Step[]][] = [[['freeze', 'loseAnswer', 'settled', 'pass', 'thaw', 'pass']]];
  await fc.assert(property, { numRuns: 25, examples });
}, 120_000);
