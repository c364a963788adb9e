import { testProjectId, type TestStore } from '../../../test/stack/test-store';
import { Throttled } from '../../clients/http/client-error';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { commitment, requisition } from '../../domain/procore/procore-documents.fixture';
import type { ActivityPorts } from '../ports';

const outOfReach = (): Promise<never> => Promise.reject(new Error('the test gives no such system'));
const perPage = 100;

interface Range {
  readonly updatedFrom: Date;
  readonly updatedTo: Date;
}

/** A list of requisitions as Procore may serve it: what its pages leave open is chosen. */
export interface WindowedSource {
  readonly ports: ActivityPorts;
  /** When each was changed, by id; parts of a second are kept and not shown. */
  readonly changedAt: Map<string, Date>;
  put(id: string | number, changedAt: Date): void;
  /** Whether the bounds of a range belong to it. */
  bounds: 'included' | 'left out';
  order: 'oldest first' | 'newest first' | 'by id';
  tellsTotal: boolean;
  /** How many calls are still given before a 429. */
  allowed: number;
  /** Is run once, before the next answer of that operation. */
  before: { readonly operation: string; readonly does: () => void } | null;
  /** Operations in the order in which they were asked for; refused ones left out. */
  readonly calls: string[];
  /** Two a page. */
  commitments: string[];
  readonly commitmentPages: string[];
}

export function windowedSource(test: TestStore): WindowedSource {
  const answer = <T>(operation: string, make: () => T): Promise<T> => {
    if (source.allowed <= 0) {
      return Promise.reject(
        new Throttled(`procore ${operation}: again in 1 s`, { system: 'procore', operation, retryAfterMs: 1_000 }),
      );
    }
    source.allowed -= 1;
    source.calls.push(operation);
    if (source.before?.operation === operation) {
      const { does } = source.before;
      source.before = null;
      does();
    }
    return Promise.resolve(make());
  };
  const listed = ({ updatedFrom, updatedTo }: Range): string[] => {
    const isIn = (at: number): boolean =>
      source.bounds === 'included'
        ? at >= updatedFrom.getTime() && at <= updatedTo.getTime()
        : at > updatedFrom.getTime() && at < updatedTo.getTime();
    const rows = [...source.changedAt].filter(([, at]) => isIn(at.getTime()));
    const sign = source.order === 'newest first' ? -1 : 1;
    if (source.order === 'by id') rows.sort(([one], [other]) => one.localeCompare(other));
    else rows.sort(([, one], [, other]) => sign * (one.getTime() - other.getTime()));
    return rows.map(([id]) => id);
  };
  const shown = (id: string) =>
    requisition([], '0.00', {
      ...{ id, projectId: testProjectId, number: Number(id), status: 'approved' },
      updatedAt: `${source.changedAt.get(id)!.toISOString().slice(0, 19)}Z`,
    });
  const pageOf = <T>(items: readonly T[], page: number, size = perPage) => ({
    items: items.slice((page - 1) * size, page * size),
    unreadable: [],
    total: source.tellsTotal ? items.length : null,
    hasNext: page * size < items.length,
    serverDate: new Date().toISOString(),
  });
  const procore: Partial<ProcorePort> = {
    listRequisitions: ({ page = 1, ...range }) =>
      answer('list', () => {
        const { items, ...rest } = pageOf(listed(range), page);
        return { ...rest, items: items.map(shown) };
      }),
    countRequisitions: (range) => answer('count', () => (source.tellsTotal ? listed(range).length : null)),
    requisitionsByIds: ({ requisitionIds }) =>
      requisitionIds.length === 0
        ? Promise.resolve({ found: [], unreadable: [] })
        : answer('byIds', () => ({
            found: requisitionIds.filter((id) => source.changedAt.has(id)).map(shown),
            unreadable: [],
          })),
    showCommitment: () => answer('commitment', () => commitment),
    listCommitments: ({ type, page = 1 }) =>
      answer('commitments', () => {
        source.commitmentPages.push(`${type} ${page}`);
        const all = type === 'WorkOrderContract' ? source.commitments : [];
        const { items, ...rest } = pageOf(all, page, 2);
        return { ...rest, items: items.map((id) => ({ ...commitment, id })) };
      }),
  };
  const source: WindowedSource = {
    ports: {
      store: test.store,
      procore: () => Promise.resolve(procore as ProcorePort),
      erp: outOfReach,
      target: outOfReach,
    },
    changedAt: new Map(),
    put: (id, changedAt) => void source.changedAt.set(String(id), changedAt),
    bounds: 'included',
    order: 'oldest first',
    tellsTotal: true,
    allowed: Infinity,
    before: null,
    calls: [],
    commitments: ['1', '2', '3', '4', '5', '6', '7', '8'],
    commitmentPages: [],
  };
  return source;
}
