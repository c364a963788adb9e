/** A queue for each outside system, as the product has. */
export const floorQueues = { workflows: 'floor', procore: 'floor-procore', erp: 'floor-erp' } as const;

/** The activities of one requisition. */
export type FloorStep = 'fetch' | 'plan' | 'order' | 'voucher';
