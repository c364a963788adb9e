import { accountNumber, accountProblem } from '../../rules/accounts';
import { codeProblem } from '../../rules/codes';
import type { RowInput } from '../../tables/table';
import type { Inputs } from '../inputs';
import type { OrchestrationCall } from '../orchestration';
import { OrchestrationError, refuseIf } from '../orchestration-error';

export const DISTRIBUTION_INPUTS = [
  'Line',
  'PayItem',
  'BusinessUnit',
  'Object',
  'Subsidiary',
  'Amount',
  'Units',
  'UnitOfMeasure',
  'Subledger',
  'SubledgerType',
  'Remark',
] as const;

export interface DistributionDocument {
  readonly company: string;
  readonly currency: string;
  readonly isForeign: boolean;
}

/** The columns of one F0911Z1 row that come from its line. */
export function distributionColumns(call: OrchestrationCall, line: Inputs, document: DistributionDocument): RowInput {
  const account = {
    businessUnit: line.required('BusinessUnit'),
    object: line.required('Object'),
    subsidiary: line.text('Subsidiary'),
  };
  const amount = line.amount('Amount', document.currency)?.toFixed();
  if (amount === undefined) {
    throw new OrchestrationError('A distribution line needs an Amount');
  }
  const units = line.text('Units');
  const [subledger, subledgerType] = [line.text('Subledger'), line.text('SubledgerType')];
  if (call.state.settings.validateBatchRows) {
    const { company, currency } = document;
    refuseIf(codeProblem(call.state, 'unit', line.text('UnitOfMeasure')));
    refuseIf(accountProblem(call.state.database, { ...account, company, currency, subledger, subledgerType, units }));
  }
  return {
    EDLN: line.required('Line'),
    ANI: accountNumber(account),
    AM: '2',
    MCU: account.businessUnit,
    OBJ: account.object,
    SUB: account.subsidiary,
    SBL: subledger,
    SBLT: subledgerType,
    LT: 'AA',
    ...(document.isForeign ? { ACR: amount } : { AA: amount }),
    U: units,
    UM: line.text('UnitOfMeasure'),
    EXR: line.text('Remark'),
    SFX: payItemSuffix(line.text('PayItem')),
  };
}

/** "1", "001" and "1.000" name the same pay item. */
export function payItemSuffix(payItem: string): string {
  return payItem === '' ? '' : String(Math.trunc(Number(payItem))).padStart(3, '0');
}
