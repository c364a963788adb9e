import type { SandboxState } from '../../sandbox-state';
import type { Row } from '../../tables/table';
import type { Inputs } from '../inputs';
import { OrchestrationError } from '../orchestration-error';

/** The order form of the programs that write orders. */
export const ORDER_PROGRAM = 'EP4310';
export const FIRST_SUFFIX = '000';

/** LNID has six digits, three of them decimals: an order has the lines 1 to 999. */
export function lineNumberProblem(last: number): string | undefined {
  return last > 999 ? `An order takes the line numbers 1 to 999, not ${last}` : undefined;
}

export interface OrderKey {
  readonly DOCO: string;
  readonly DCTO: string;
  readonly KCOO: string;
  readonly SFXO: string;
}

/** The order that a call names, which must stand. */
export function standingOrder(state: SandboxState, inputs: Inputs): { readonly key: OrderKey; readonly header: Row } {
  const key: OrderKey = {
    DOCO: inputs.required('OrderNumber'),
    DCTO: inputs.required('OrderType'),
    KCOO: inputs.required('OrderCompany'),
    SFXO: inputs.text('Suffix') || FIRST_SUFFIX,
  };
  const header = state.database.table('F4301').get({ ...key });
  if (header === undefined) {
    throw new OrchestrationError(`Order ${key.DOCO} ${key.DCTO} ${key.KCOO} not found`);
  }
  return { key, header };
}
