import type { LedgerResult } from '../../../src/ledger/post-through-ledger';
import type { FakeErp } from './fake-erp';
import type { LedgerDocument, TestPlan } from './ledger-fixture';

/** With an ERP that works again and a person who acts on holds, every document comes to an end. */
export async function driveToTheEnd(
  document: LedgerDocument,
  erp: FakeErp,
  amount: string,
  attempt: (plan: TestPlan) => Promise<LedgerResult>,
  wait: (ms: number) => Promise<void>,
): Promise<'confirmed' | 'changed'> {
  erp.heal();
  const story: string[] = [];
  for (let pass = 0; pass < 20; pass += 1) {
    const result = await attempt(await document.plan(amount));
    story.push(result.kind === 'held' ? result.problems.map((one) => one.message).join() : result.kind);
    switch (result.kind) {
      case 'confirmed':
      case 'changed': {
        const stored = await document.storedBody(result.posting);
        if ((stored.total === amount) !== (result.kind === 'confirmed')) {
          throw new Error(`${result.kind}, but ${stored.total} is stored and ${amount} was planned`);
        }
        return result.kind;
      }
      case 'stale':
      case 'rest':
        break;
      case 'wait':
        await wait(result.afterMs);
        break;
      case 'held':
        if (result.wakeAfterMs !== undefined) {
          await wait(result.wakeAfterMs);
          break;
        }
        // All that a healthy ERP leaves to a person: a call that never showed, one that stands half-written, a refusal.
        if (result.problems.some((one) => one.reason !== 'uncertainTooLong' && one.reason !== 'erpRejected')) {
          throw new Error(`held for no reason: ${story.join('; ')}`);
        }
        await document.hold(result);
        erp.removeIncomplete();
        await document.personActs();
    }
  }
  throw new Error(`came to no end: ${[...story, ...erp.log].join('\n  ')}`);
}
