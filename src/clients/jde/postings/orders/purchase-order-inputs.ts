import type { OrderLineBody, PurchaseOrderBody } from '../../../../domain/jde/bodies/posting-body';
import { shortened } from '../../../../domain/jde/columns';
import type { OrchestrationInputs } from '../../ais/orchestration';

/** Inputs of `PC_CREATE_PO` (reference 22.1). Never quantity times price: one unit that costs the line's amount. */
export function purchaseOrderInputs(body: Omit<PurchaseOrderBody, 'kind'>, unitOfMeasure: string): OrchestrationInputs {
  return {
    SourceKey: body.erpKey,
    Supplier: body.supplier,
    OrderType: body.orderType,
    OrderCompany: body.company,
    BranchPlant: body.branchPlant,
    Taxable: 'N',
    OrderDate: body.orderDate,
    GLDate: body.glDate,
    Currency: body.currency,
    CurrencyMode: body.foreign ? 'F' : 'D',
    Remark: shortened('F4301.RMK', body.remark),
    Lines: body.lines.map((line) => lineInputs(line, unitOfMeasure)),
  };
}

/** Of a line that is made, or added. */
export function lineInputs(line: OrderLineBody, unitOfMeasure: string): Readonly<Record<string, string>> {
  const description = shortened('F4311.DSC1', line.description);
  return {
    LineKey: line.key,
    Description: description,
    Description2: shortened('F4311.DSC2', line.description.slice(description.length)),
    LineType: 'J',
    BusinessUnit: line.account.businessUnit,
    Object: line.account.object,
    Subsidiary: line.account.subsidiary,
    Quantity: '1',
    UnitCost: line.amount,
    Amount: line.amount,
    UOM: unitOfMeasure,
    Subledger: line.account.subledger ?? '',
    SubledgerType: line.account.subledgerType ?? '',
  };
}
