import { Rejected, Unavailable } from '../../clients/http/client-error';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { directCost } from '../../domain/fusion/direct-cost/direct-cost.fixture';
import type { ProcoreDirectCost } from '../../domain/procore/procore-direct-costs';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import { readDirectCost } from './read-direct-cost';

// No list has deleted direct costs: what is not shown is gone, or the account may not see it.

const document = { tenantId: 't', projectId: '789', sourceId: '5567123' } as DocumentRow;

interface Given {
  readonly shown?: ProcoreDirectCost | null;
  readonly others?: readonly string[];
  readonly heard?: boolean;
  readonly known?: boolean;
  readonly fails?: Error;
}

function read({ shown = null, others = [], heard = false, known = true, fails }: Given) {
  const sightings = { deletionHeard: () => Promise.resolve(heard) };
  const store = { inTenant: (_id: string, work: (tx: unknown) => unknown) => work({ sightings }) } as unknown as Store;
  const procore: Partial<ProcorePort> = {
    showDirectCost: () => (fails === undefined ? Promise.resolve(shown) : Promise.reject(fails)),
    changedDirectCosts: () =>
      Promise.resolve({
        items: others.map((id) => directCost({ id })),
        ...{ unreadable: [], total: null, hasNext: false, serverDate: null },
      }),
  };
  return readDirectCost(store, procore as ProcorePort, document, known);
}

test.each<[string, Given, string]>([
  ['that was never read', { known: false }, 'neverSeen'],
  ['whose deletion an event told', { heard: true }, 'gone'],
  ['beside others of its project', { others: ['1'] }, 'gone'],
  ['and none other of its project', {}, 'notVisible'],
  ['and only itself in the list, which is behind', { others: ['5567123'] }, 'notVisible'],
  ['that says itself that it is deleted', { shown: directCost({ deletedAt: '2026-11-05T00:00:00Z' }) }, 'gone'],
])('one %s', async (_what, given, expected) => {
  expect(await read(given)).toBe(expected);
});

test('one that is shown is read; what does not have its documented form is told, and any other failure goes on', async () => {
  const shown = directCost();
  expect(await read({ shown })).toBe(shown);
  const facts = { system: 'procore', operation: 'showDirectCost' };
  const odd = new Rejected('grand_total: expected a decimal', { ...facts, detail: { reason: 'unexpectedShape' } });
  expect(await read({ fails: odd })).toBe(odd);
  const away = new Unavailable('Procore is away', facts);
  await expect(read({ fails: away })).rejects.toBe(away);
});
