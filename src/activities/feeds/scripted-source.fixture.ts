import { testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { commitment, requisition } from '../../domain/procore/procore-documents.fixture';
import type { ProcoreRequisition } from '../../domain/procore/procore-documents';
import type { ActivityPorts } from '../ports';

const outOfReach = (): Promise<never> => Promise.reject(new Error('the test gives no such system'));

/** Procore as far as requisitions go: it answers what stood there when it was asked, however late that arrives. */
export interface ScriptedSource {
  readonly ports: ActivityPorts;
  /** What stands there; a test puts, changes and deletes. */
  readonly requisitions: Map<string, ProcoreRequisition>;
  put(id: string, changes?: Partial<ProcoreRequisition>): void;
  /** Keeps the next answer about requisitions back. `asked`: it was given, and is on its way. */
  holdNext(): { readonly asked: Promise<void>; readonly release: () => void };
  /** Whether the account sees commitments. */
  showCommitments: boolean;
  /** Operations in the order in which they were asked for. */
  readonly calls: string[];
}

export function scriptedSource(test: TestStore): ScriptedSource {
  let held: { readonly asked: () => void; readonly released: Promise<void> } | null = null;
  const arriving = async <T>(operation: string, answer: T): Promise<T> => {
    source.calls.push(operation);
    const mine = held;
    held = null;
    mine?.asked();
    await mine?.released;
    return answer;
  };
  const all = (): ProcoreRequisition[] => [...source.requisitions.values()];
  const procore: Partial<ProcorePort> = {
    listRequisitions: () =>
      arriving('list', {
        items: all(),
        unreadable: [],
        total: null,
        hasNext: false,
        serverDate: '2026-11-20T12:00:00Z',
      }),
    requisitionsByIds: ({ requisitionIds }) =>
      arriving('byIds', {
        found: all().filter(({ id }) => requisitionIds.includes(id)),
        unreadable: [],
      }),
    showRequisition: ({ requisitionId }) => arriving('show', source.requisitions.get(requisitionId) ?? null),
    showCommitment: () => {
      source.calls.push('commitment');
      return Promise.resolve(source.showCommitments ? commitment : null);
    },
    listCommitments: ({ type }) =>
      Promise.resolve({
        items: type === 'WorkOrderContract' ? [commitment] : [],
        unreadable: [],
        total: null,
        hasNext: false,
        serverDate: null,
      }),
  };
  const source: ScriptedSource = {
    ports: {
      store: test.store,
      procore: () => Promise.resolve(procore as ProcorePort),
      erp: outOfReach,
      target: outOfReach,
    },
    requisitions: new Map(),
    put: (id, changes = {}) => {
      const known = source.requisitions.get(id) ?? requisition([], '0.00', { id, projectId: testProjectId, number: 1 });
      source.requisitions.set(id, { ...known, ...changes, summary: known.summary });
    },
    holdNext: () => {
      let asked = (): void => undefined;
      let release = (): void => undefined;
      const wasAsked = new Promise<void>((resolve) => (asked = resolve));
      held = { asked, released: new Promise<void>((resolve) => (release = resolve)) };
      return { asked: wasAsked, release };
    },
    showCommitments: true,
    calls: [],
  };
  return source;
}
