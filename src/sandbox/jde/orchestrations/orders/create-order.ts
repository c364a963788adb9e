import { numberOf, type JsonObject } from '../../../http/json-value';
import { decimalOf, sumOf } from '../../../decimal';
import { companyOfBusinessUnit } from '../../rules/accounts';
import { supplierProblem } from '../../rules/suppliers';
import type { RowInput } from '../../tables/table';
import { checkGlDate } from '../gl-date';
import type { Orchestration, OrchestrationCall } from '../orchestration';
import { OrchestrationError, refuseIf } from '../orchestration-error';
import { newOrderLine } from './new-order-line';
import { ORDER_LINE_INPUTS, orderCurrency, type OrderCurrency } from './order-line';
import { FIRST_SUFFIX, lineNumberProblem, ORDER_PROGRAM } from './order-key';
import { holdIfOverLimit } from './order-hold';

/** The order form P4310: all lines are checked first, then header and lines commit together. */
export const createOrder: Orchestration = {
  name: 'PC_CREATE_PO',
  description: 'Creates a purchase order',
  inputs: {
    SourceKey: 'String',
    Supplier: 'String',
    OrderType: 'String',
    OrderCompany: 'String',
    BranchPlant: 'String',
    Taxable: 'String',
    OrderDate: 'String',
    GLDate: 'String',
    Currency: 'String',
    CurrencyMode: 'String',
    Reference2: 'String',
    Remark: 'String',
    Lines: ORDER_LINE_INPUTS,
  },
  outputs: ['OrderNumber', 'OrderType', 'OrderCompany', 'Suffix', 'Existing'],
  run,
};

function run(call: OrchestrationCall): JsonObject {
  const { state, inputs, username } = call;
  const supplier = inputs.required('Supplier');
  const orderType = inputs.text('OrderType') || 'OP';
  const sourceKey = inputs.text('SourceKey');
  if (state.settings.createOrderSearchesFirst && sourceKey !== '') {
    const found = state.database.table('F4301').find({ AN8: supplier, DCTO: orderType, VR01: sourceKey })[0];
    if (found !== undefined) {
      return outputs(found['DOCO'] ?? '', orderType, found['KCOO'] ?? '', 'Y');
    }
  }
  const company = orderCompany(call);
  const glDate = inputs.date('GLDate') || state.today();
  refuseIf(supplierProblem(state, supplier, 'order'));
  checkGlDate(call, company, glDate, ['G/L']);
  const currency = orderCurrency(state, company, inputs.text('Currency'), inputs.text('CurrencyMode'));
  const lines = inputs.list('Lines').map((line) => newOrderLine(call, line, currency, glDate));
  if (lines.length === 0) {
    throw new OrchestrationError('An order needs at least one line');
  }
  refuseIf(lineNumberProblem(lines.length));
  const total = sumOf(lines.map((line) => decimalOf(String(line['AEXP']))));
  const terms = sharedColumns(call, supplier);
  const heading = { ...terms, ...headerColumns(call, currency), OTOT: total.toFixed() };
  state.check('F4301', heading);
  lines.forEach((line) => state.check('F4311', { ...terms, ...line }));
  const orderNumber = state.nextNumbers.next(orderType, 'F4301', 'DOCO', { DCTO: orderType });
  const key = { DOCO: orderNumber, DCTO: orderType, KCOO: company, SFXO: FIRST_SUFFIX };
  const by = { user: username, program: ORDER_PROGRAM };
  const header = state.write('F4301', { ...heading, ...key }, by);
  lines.forEach((line, index) => {
    const ukid = state.nextNumbers.next('order line', 'F4311', 'UKID');
    state.write('F4311', { ...terms, ...line, ...key, LNID: String(index + 1), CO: company, UKID: ukid }, by);
  });
  holdIfOverLimit(state, header, total, username);
  return outputs(orderNumber, orderType, company, 'N');
}

function outputs(orderNumber: string, orderType: string, company: string, existing: 'Y' | 'N'): JsonObject {
  return {
    OrderNumber: numberOf(orderNumber),
    OrderType: orderType,
    OrderCompany: company,
    Suffix: FIRST_SUFFIX,
    Existing: existing,
  };
}

function orderCompany({ state, inputs }: OrchestrationCall): string {
  const branch = inputs.required('BranchPlant');
  const branchCompany = companyOfBusinessUnit(state.database, branch);
  if (branchCompany === undefined) {
    throw new OrchestrationError(`Invalid Branch/Plant ${branch}`);
  }
  const company = inputs.text('OrderCompany') || branchCompany;
  if (state.database.table('F0010').get({ CO: company }) === undefined) {
    throw new OrchestrationError(`Order company ${company} is not in Company Constants`);
  }
  return company;
}

/** What header and lines have in common; dates that are not given are today's. */
function sharedColumns({ state, inputs }: OrchestrationCall, supplier: string): RowInput {
  const today = state.today();
  return {
    AN8: supplier,
    MCU: inputs.required('BranchPlant'),
    TRDJ: inputs.date('OrderDate') || today,
    DRQJ: today,
    PDDJ: today,
  };
}

function headerColumns({ inputs, username }: OrchestrationCall, currency: OrderCurrency): RowInput {
  return {
    VR01: inputs.text('SourceKey'),
    VR02: inputs.text('Reference2'),
    RMK: inputs.text('Remark'),
    CRRM: currency.rate === undefined ? 'D' : 'F',
    CRCD: currency.transaction,
    CRR: currency.rate?.toFixed() ?? '',
    ORBY: username,
    TKBY: username,
  };
}
