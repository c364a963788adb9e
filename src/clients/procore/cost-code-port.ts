import { Unavailable } from '../http/client-error';
import { allPages } from './calls/all-pages';
import type { ProcoreClient } from './calls/client';
import type { ProcorePage } from './calls/list-page';
import { createBudgetLine, isBudgetLocked, listBudgetRows, listBudgetViews } from './records/budget';
import { listCostCodes, syncCostCodes } from './records/cost-codes';
import { listLineItemTypes } from './records/line-item-types';
import { listSegmentItems, listSegments } from './records/segments';
import { listStandardCodes, listStandardLists, syncStandardCodes } from './records/standard-cost-codes';
import { listSubJobs } from './records/sub-jobs';
import { createWbsCodes, listWbsCodes, setWbsStatus } from './records/wbs-codes';

interface OfProject {
  readonly projectId: string;
}

interface OfSubJob {
  readonly subJobId?: string | undefined;
}

/** Makes a call when its turn has come: how long to wait for it is for whoever asks. */
type Turn = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * The cost structure, read whole and written. A row that cannot be read fails the reading: what were taken for missing would be made
 * a second time.
 */
export function costCodePort(client: ProcoreClient, inTurn: Turn) {
  const whole = <T>(page: (page: number) => Promise<ProcorePage<T>>): Promise<readonly T[]> => allOf(page, inTurn);
  return {
    standardLists: () => whole((page) => listStandardLists(client, { page })),
    standardCodes: (args: { readonly listId: string }) => whole((page) => listStandardCodes(client, { ...args, page })),
    syncStandardCodes: (args: Parameters<typeof syncStandardCodes>[1]) => inTurn(() => syncStandardCodes(client, args)),
    subJobs: (args: OfProject) => whole((page) => listSubJobs(client, { ...args, page })),
    costCodes: (args: OfProject & OfSubJob) => whole((page) => listCostCodes(client, { ...args, page })),
    syncCostCodes: (args: Parameters<typeof syncCostCodes>[1]) => inTurn(() => syncCostCodes(client, args)),
    lineItemTypes: () => whole((page) => listLineItemTypes(client, { page })),
    segments: (args: OfProject) => whole((page) => listSegments(client, { ...args, page })),
    segmentItems: (args: OfProject & OfSubJob & { readonly segmentId: string }) =>
      whole((page) => listSegmentItems(client, { ...args, page })),
    wbsCodes: (args: OfProject) => whole((page) => listWbsCodes(client, { ...args, page })),
    createWbsCodes: (args: Parameters<typeof createWbsCodes>[1]) => inTurn(() => createWbsCodes(client, args)),
    setWbsStatus: (args: Parameters<typeof setWbsStatus>[1]) => inTurn(() => setWbsStatus(client, args)),
    budgetViews: (args: OfProject) => whole((page) => listBudgetViews(client, { ...args, page })),
    budgetRows: (args: OfProject & { readonly viewId: string }) =>
      whole((page) => listBudgetRows(client, { ...args, page })),
    isBudgetLocked: (args: OfProject) => inTurn(() => isBudgetLocked(client, args)),
    createBudgetLine: (args: OfProject & { readonly wbsCodeId: string }) =>
      inTurn(() => createBudgetLine(client, args)),
  };
}

async function allOf<T>(fetchPage: (page: number) => Promise<ProcorePage<T>>, inTurn: Turn): Promise<readonly T[]> {
  let total = 0;
  const items = await allPages(
    async (page) => {
      const answer = await inTurn(() => fetchPage(page));
      total = answer.total ?? 0;
      return answer;
    },
    ({ id, fault }) => {
      throw unsure(`a row (id ${id ?? 'unreadable'}) cannot be read: ${fault}`);
    },
  );
  if (items.length < total) throw unsure('it changed while it was read');
  return items;
}

function unsure(why: string): Unavailable {
  const facts = { system: 'procore', operation: 'reading codes', detail: { reason: 'listUnsure' } } as const;
  return new Unavailable(`procore: nothing is concluded from a list of codes: ${why}`, facts);
}

export type CostCodePort = ReturnType<typeof costCodePort>;
