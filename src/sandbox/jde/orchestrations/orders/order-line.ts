import { decimalOf, type Decimal } from '../../../decimal';
import { accountNumber, accountProblem, companyOfBusinessUnit, findAccount } from '../../rules/accounts';
import { converted, domesticCurrency, rateOf } from '../../rules/currencies';
import type { SandboxState } from '../../sandbox-state';
import type { RowInput } from '../../tables/table';
import type { Inputs } from '../inputs';
import { OrchestrationError, refuseIf } from '../orchestration-error';

export const ORDER_LINE_INPUTS = [
  'LineKey',
  'Description',
  'Description2',
  'LineType',
  'BusinessUnit',
  'Object',
  'Subsidiary',
  'Quantity',
  'UnitCost',
  'Amount',
  'UOM',
  'Subledger',
  'SubledgerType',
] as const;

export interface OrderCurrency {
  readonly company: string;
  readonly domestic: string;
  readonly transaction: string;
  /** Undefined in mode D. */
  readonly rate: Decimal | undefined;
}

export function orderCurrency(state: SandboxState, company: string, currency: string, mode: string): OrderCurrency {
  const domestic = domesticCurrency(state.database, company) ?? '';
  if (mode !== 'F') {
    if (currency !== '' && currency !== domestic) {
      throw new OrchestrationError(`Currency ${currency} in mode D: company ${company} keeps its books in ${domestic}`);
    }
    return { company, domestic, transaction: domestic, rate: undefined };
  }
  if (currency === '' || currency === domestic) {
    throw new OrchestrationError(`Mode F needs a currency other than ${domestic}, the currency of company ${company}`);
  }
  const rate = rateOf(state.settings, currency, domestic);
  if (rate === undefined) {
    throw new OrchestrationError(`There is no exchange rate from ${currency} to ${domestic}`);
  }
  return { company, domestic, transaction: currency, rate };
}

/** Account columns of a line after all checks on the account. */
export function accountColumns(state: SandboxState, inputs: Inputs, company: string, currency: string): RowInput {
  const account = {
    businessUnit: inputs.required('BusinessUnit'),
    object: inputs.required('Object'),
    subsidiary: inputs.text('Subsidiary'),
  };
  const owner = companyOfBusinessUnit(state.database, account.businessUnit);
  if (owner !== undefined && owner !== company) {
    throw new OrchestrationError(
      `Business Unit ${account.businessUnit} belongs to company ${owner}, the order to company ${company}`,
    );
  }
  const [subledger, subledgerType] = [inputs.text('Subledger'), inputs.text('SubledgerType')];
  // Units are asked for on the voucher's distribution, not on a commitment.
  refuseIf(accountProblem(state.database, { ...account, company, currency, subledger, subledgerType, units: '1' }));
  return {
    ANI: accountNumber(account),
    AID: findAccount(state.database, account)?.['AID'] ?? '',
    OMCU: account.businessUnit,
    OBJ: account.object,
    SUB: account.subsidiary,
    SBL: subledger,
    SBLT: subledgerType,
  };
}

/** Amount columns: in mode F what was sent is foreign, and JDE works out the domestic side. */
export function amountColumns(amount: Decimal, unitCost: Decimal, currency: OrderCurrency): RowInput {
  if (currency.rate === undefined) {
    return { AEXP: amount.toFixed(), AOPN: amount.toFixed(), PRRC: unitCost.toFixed(), CRCD: currency.domestic };
  }
  const domestic = converted(amount, currency.rate, currency.domestic).toFixed();
  return {
    FEA: amount.toFixed(),
    FAP: amount.toFixed(),
    FRRC: unitCost.toFixed(),
    AEXP: domestic,
    AOPN: domestic,
    PRRC: unitCost.times(currency.rate).toDecimalPlaces(4).toFixed(),
    CRCD: currency.transaction,
    CRR: currency.rate.toFixed(),
  };
}

export function lineAmount(
  inputs: Inputs,
  currency: OrderCurrency,
): { amount: Decimal; quantity: Decimal; unitCost: Decimal } {
  const quantity = inputs.decimal('Quantity') ?? decimalOf('1');
  const unitCost = inputs.decimal('UnitCost');
  const amount = inputs.amount('Amount', currency.transaction) ?? unitCost?.times(quantity).toDecimalPlaces(2);
  if (amount === undefined || quantity.isZero()) {
    throw new OrchestrationError('A line needs an Amount, or a Quantity with a UnitCost');
  }
  return { amount, quantity, unitCost: unitCost ?? amount.dividedBy(quantity).toDecimalPlaces(4) };
}
