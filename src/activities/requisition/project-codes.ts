import type { ProcoreCostCode } from '../../clients/procore/records/cost-codes';
import type { ProcorePage } from '../../clients/procore/calls/list-page';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { segmentCodes, type SegmentCodes } from '../../domain/coding/segment-codes';
import { asClientError } from '../../ledger/refusals/error-kind';

/** What the lists of a project say about its codes, by id; null: they do not have it, or in no form that settles it. */
export interface ProjectCodes {
  byWbsCode(wbsCodeId: string): Promise<SegmentCodes | null>;
  /** Sub job and cost code; the cost type stands elsewhere. */
  byCostCode(costCodeId: string): Promise<Omit<SegmentCodes, 'costType'> | null>;
}

/** Lists without a filter by id are read whole: a project's codes seldom change, so what was read serves for an hour. */
const goodForMs = 3_600_000;
/** An id that is not there may be new: read again, but not for every requisition that has it. */
const missingForMs = 60_000;
const mostBooks = 50;

/** Keeps the codes of projects as this process last read them. A list is read only when something needs it. */
export function createProjectCodes(nowMs: () => number = Date.now) {
  // By client, which is one connection's: when its settings change, a new one asks anew.
  const shelves = new WeakMap<ProcorePort, Map<string, CodeBook<unknown>>>();
  const bookOf = <T>(
    procore: ProcorePort,
    key: string,
    makeReaders: () => Promise<readonly PageReader<T>[]>,
  ): CodeBook<T> => {
    const books = shelves.get(procore) ?? new Map<string, CodeBook<unknown>>();
    shelves.set(procore, books);
    const known = books.get(key) as CodeBook<T> | undefined;
    if (known !== undefined) return known;
    if (books.size >= mostBooks) books.clear();
    const made = new CodeBook<T>(makeReaders, nowMs);
    books.set(key, made);
    return made;
  };
  return (procore: ProcorePort, projectId: string): ProjectCodes => {
    const wbs = (): Promise<readonly PageReader<SegmentCodes | null>[]> =>
      Promise.resolve([
        async (page) => entries(procore, 'listWbsCodes', await procore.listWbsCodes({ projectId, page }), segmentCodes),
      ]);
    const costCodes = async (): Promise<readonly PageReader<Omit<SegmentCodes, 'costType'> | null>[]> => {
      const subJobs = await procore.subJobs({ projectId });
      const codeOfJob = new Map(subJobs.map((one) => [one.id, one.code]));
      return [undefined, ...subJobs.map((one) => one.id)].map((subJobId) => async (page) => {
        const answer = await procore.listCostCodes({ projectId, subJobId, page });
        return entries(procore, 'listCostCodes', answer, (row) => codeOf(row, codeOfJob));
      });
    };
    return {
      byWbsCode: (id) => bookOf(procore, `${projectId}/wbs`, wbs).find(id),
      byCostCode: (id) => bookOf(procore, `${projectId}/cost`, costCodes).find(id),
    };
  };
}

interface Entries<T> {
  readonly entries: readonly (readonly [string, T])[];
  readonly hasNext: boolean;
}

type PageReader<T> = (page: number) => Promise<Entries<T>>;

/** One list, by id. A reading that a limit interrupts goes on where it stopped. */
class CodeBook<T> {
  readonly #makeReaders: () => Promise<readonly PageReader<T>[]>;
  readonly #nowMs: () => number;
  #read: { readonly atMs: number; readonly byId: ReadonlyMap<string, T> } | null = null;
  #reading: { atMs: number; readers: readonly PageReader<T>[]; page: number; byId: Map<string, T> } | null = null;
  #going: Promise<void> | null = null;

  constructor(makeReaders: () => Promise<readonly PageReader<T>[]>, nowMs: () => number) {
    this.#makeReaders = makeReaders;
    this.#nowMs = nowMs;
  }

  async find(id: string): Promise<T | null> {
    if (!this.#isYounger(goodForMs)) await this.#renew();
    const found = this.#read?.byId.get(id) ?? null;
    if (found !== null || this.#isYounger(missingForMs)) return found;
    await this.#renew();
    return this.#read?.byId.get(id) ?? null;
  }

  #isYounger(ageMs: number): boolean {
    return this.#read !== null && this.#nowMs() - this.#read.atMs < ageMs;
  }

  #renew(): Promise<void> {
    this.#going ??= this.#readOn().finally(() => {
      this.#going = null;
    });
    return this.#going;
  }

  async #readOn(): Promise<void> {
    if (this.#reading === null || this.#nowMs() - this.#reading.atMs >= goodForMs) {
      this.#reading = { atMs: this.#nowMs(), readers: await this.#makeReaders(), page: 1, byId: new Map() };
    }
    const reading = this.#reading;
    for (let [reader, ...rest] = reading.readers; reader !== undefined; [reader, ...rest] = reading.readers) {
      const { entries: found, hasNext } = await reader(reading.page);
      for (const [id, value] of found) reading.byId.set(id, value);
      reading.page = hasNext ? reading.page + 1 : 1;
      if (!hasNext) reading.readers = rest;
    }
    this.#read = { atMs: reading.atMs, byId: reading.byId };
    this.#reading = null;
  }
}

function entries<Row extends { readonly id: string }, T>(
  procore: ProcorePort,
  operation: string,
  { items, unreadable, hasNext }: ProcorePage<Row>,
  value: (row: Row) => T,
): Entries<T> {
  for (const row of unreadable) procore.reportUnreadable(operation, row);
  return { entries: items.map((row) => [row.id, value(row)] as const), hasNext };
}

/** A code of a sub job whose own code is not known settles nothing. */
function codeOf(
  { fullCode, billerId, billerType }: ProcoreCostCode,
  codeOfJob: ReadonlyMap<string, string | null>,
): Omit<SegmentCodes, 'costType'> | null {
  const subJob = billerType === 'SubJob' ? (codeOfJob.get(billerId ?? '') ?? null) : '';
  const costCode = fullCode?.trim() ?? '';
  return subJob === null || costCode === '' ? null : { subJob, costCode };
}

/** What a look-up gives, or null with the refusal: another way to the code may still be open. */
export async function unlessRefused<T>(look: () => Promise<T>, refused: (error: Error) => void): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    const known = asClientError(error);
    if (known?.kind !== 'Rejected') throw error;
    refused(known);
    return null;
  }
}
