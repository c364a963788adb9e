import type { AuditTables } from './schema/audit-tables';
import type { BankChangeTables } from './schema/bank-change-tables';
import type { CodingTables } from './schema/coding-tables';
import type { CompanyTables } from './schema/company-tables';
import type { CostCodeTables } from './schema/cost-code-tables';
import type { ConnectionTables } from './schema/connection-tables';
import type { DocumentTables } from './schema/document-tables';
import type { LedgerTables } from './schema/ledger-tables';
import type { VendorImportTables } from './schema/vendor-import-tables';

/** All tables. */
export interface Schema
  extends
    ConnectionTables,
    DocumentTables,
    LedgerTables,
    CodingTables,
    CompanyTables,
    VendorImportTables,
    CostCodeTables,
    BankChangeTables,
    AuditTables {}
