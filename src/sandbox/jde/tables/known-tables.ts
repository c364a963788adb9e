import { addressBookTables } from './definitions/address-book';
import { constantsTables } from './definitions/constants';
import { generalLedgerTables } from './definitions/general-ledger';
import { orderRulesTables } from './definitions/order-rules';
import { orderUploadsTables } from './definitions/order-uploads';
import { ordersTables } from './definitions/orders';
import { organisationTables } from './definitions/organisation';
import { payablesTables } from './definitions/payables';
import { paymentsTables } from './definitions/payments';
import { suppliersTables } from './definitions/suppliers';
import type { TableDefinition } from './table-definition';

/** The tables of which keys, lengths and types are known, and so enforced. */
export const knownTables: readonly TableDefinition[] = [
  ...addressBookTables,
  ...suppliersTables,
  ...organisationTables,
  ...constantsTables,
  ...payablesTables,
  ...paymentsTables,
  ...generalLedgerTables,
  ...ordersTables,
  ...orderRulesTables,
  ...orderUploadsTables,
];
