import { codeProblem } from '../../rules/codes';
import type { RowInput } from '../../tables/table';
import type { Inputs } from '../inputs';
import type { OrchestrationCall } from '../orchestration';
import { OrchestrationError, refuseIf } from '../orchestration-error';
import { accountColumns, amountColumns, lineAmount, type OrderCurrency } from './order-line';

/** The columns of a line that does not stand yet, without key and stamps. */
export function newOrderLine(call: OrchestrationCall, line: Inputs, currency: OrderCurrency, glDate: string): RowInput {
  const { state, inputs } = call;
  const lineType = line.text('LineType') || 'J';
  if (lineType !== 'J') {
    throw new OrchestrationError(`Line type ${lineType}: this order takes lines of type J (job cost) only`);
  }
  refuseIf(codeProblem(state, 'unit', line.text('UOM')));
  const { amount, quantity, unitCost } = lineAmount(line, currency);
  return {
    ...accountColumns(state, line, currency.company, currency.transaction),
    ...amountColumns(amount, unitCost, currency),
    DGL: glDate,
    VR01: line.text('LineKey'),
    DSC1: line.text('Description'),
    DSC2: line.text('Description2'),
    LNTY: lineType,
    LTTR: state.settings.orderStatuses.enteredLast,
    NXTR: state.settings.orderStatuses.enteredNext,
    UOM: line.text('UOM'),
    UORG: quantity.toFixed(),
    UOPN: quantity.toFixed(),
    TX: inputs.text('Taxable') || 'N',
    TORG: call.username,
  };
}
