import type { Instant, MaybeInstant, Written } from './column-types';

/** Suppliers of the ERP as vendors in Procore. */
export interface VendorImportTables {
  vendorImportPlan: {
    connectionId: string;
    number: number;
    tenantId: string;
    taken: string[];
    linked: number;
    calls: number;
    madeBy: string;
    madeAt: Instant;
    appliedBy: Written<string | null>;
    appliedAt: MaybeInstant;
  };
  vendorImportRow: {
    connectionId: string;
    plan: number;
    position: number;
    tenantId: string;
    /** Sealed: the row. */
    body: Buffer;
    sentAt: MaybeInstant;
    outcome: Written<'done' | 'moved' | 'refused' | null>;
    /** Sealed: what came of it, with Procore's words. */
    told: Written<Buffer | null>;
  };
  vendorBase: {
    connectionId: string;
    vendor: string;
    tenantId: string;
    /** Sealed: the supplier and both sides. */
    body: Buffer;
    /** Sealed: what a person confirmed that is written on the supplier. */
    carry: Written<Buffer | null>;
    keptAt: Instant;
  };
}
