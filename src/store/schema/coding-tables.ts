import type { ColumnType, Generated } from 'kysely';
import type { Instant, MaybeInstant, MaybeJson, Written } from './column-types';

/** Cost codes, vendors and the ERP's master data. */
export interface CodingTables {
  mappingVersion: {
    connectionId: string;
    version: number;
    tenantId: string;
    createdBy: string;
    createdAt: Instant;
  };
  mappingRow: {
    connectionId: string;
    version: number;
    line: number;
    tenantId: string;
    project: string;
    subJob: string;
    costCode: string;
    costType: string;
    /** A template for each segment of the chart that is filled. */
    target: ColumnType<Readonly<Record<string, string>>, string>;
    generated: Written<boolean>;
    wbsCodeId: Written<string | null>;
  };
  party: {
    id: Generated<string>;
    tenantId: string;
    connectionId: string;
    procoreVendorId: string;
    erpNumber: Written<string | null>;
    erpTaxDigest: Written<string | null>;
    erpIdentity: MaybeJson<Readonly<Record<string, string>>>;
    /** The party that this vendor belongs to since its supplier was handed over. */
    sameAs: Written<string | null>;
    linkedBy: Written<string | null>;
    linkedAt: MaybeInstant;
  };
  /** Two suppliers of one vendor. */
  supplierPair: {
    connectionId: string;
    partyId: string;
    earlier: string;
    later: string;
    tenantId: string;
    foundAt: Instant;
    goesOnWith: Written<string | null>;
    decidedBy: Written<string | null>;
    note: Written<string | null>;
    decidedAt: MaybeInstant;
  };
  erpFact: {
    connectionId: string;
    /** The system's own. */
    kind: string;
    key: string;
    tenantId: string;
    fact: MaybeJson<unknown>;
    /** What waits for a change of the record. */
    causes: Written<string[]>;
    readAt: Instant;
  };
}
