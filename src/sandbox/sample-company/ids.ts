/** Procore's ids live far above 32 bits; each kind of record counts in a range of its own. */
export const COMPANY_ID = 562949953421312n;

const range = (offset: number) => COMPANY_ID + BigInt(offset);

export const USER_ID = range(77);
export const SEGMENT_IDS = { sub_job: range(501), cost_code: range(502), line_item_type: range(503) } as const;
export const WBS_PATTERN_ID = range(500);

/** Odd numbers above 2^53: a reader that makes a double of one gets another number. */
const BEYOND_DOUBLE = 9_007_199_254_740_993n;

export class IdSource {
  #next: bigint;
  readonly #step: bigint;

  private constructor(first: bigint, step: bigint) {
    this.#next = first;
    this.#step = step;
  }

  static from(offset: number): IdSource {
    return new IdSource(range(offset), 1n);
  }

  static beyondDouble(offset: number): IdSource {
    return new IdSource(BEYOND_DOUBLE + BigInt(offset), 2n);
  }

  next(): bigint {
    const id = this.#next;
    this.#next += this.#step;
    return id;
  }
}

/** One set of sources per generated company, so that two calls give the same ids. */
export function createIdSources() {
  return {
    costCode: IdSource.from(100_000),
    wbsCode: IdSource.from(200_000),
    segmentItem: IdSource.from(250_000),
    contractDetail: IdSource.from(480_000),
    commitment: IdSource.from(300_000),
    line: IdSource.from(400_000),
    changeOrderPackage: IdSource.from(500_000),
    commitmentChangeOrder: IdSource.from(550_000),
    changeOrderRequest: IdSource.from(560_000),
    potentialChangeOrder: IdSource.from(570_000),
    changeOrderBatch: IdSource.from(580_000),
    billingPeriod: IdSource.from(600_000),
    directCost: IdSource.from(720_000),
    directCostLine: IdSource.from(730_000),
    requisition: IdSource.from(1_000_000),
    item: IdSource.from(2_000_000),
    largeRequisition: IdSource.beyondDouble(0),
    largeItem: IdSource.beyondDouble(1_000_000),
  };
}

export type IdSources = ReturnType<typeof createIdSources>;
