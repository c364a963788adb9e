import { numberOf, type JsonObject } from '../../../http/json-value';
import { domesticCurrency } from '../../rules/currencies';
import { DISTRIBUTION_INPUTS, distributionColumns } from './distribution';
import { checkGlDate } from '../gl-date';
import type { Orchestration, OrchestrationCall } from '../orchestration';
import { OrchestrationError } from '../orchestration-error';
import { TRANSACTION_INPUTS, transactionKey, UPLOAD_PROGRAM } from './transaction-key';

/** F0911Z1 alone, of type J; the processor asks for a sum of zero, this insert does not. */
export const addBatchJournal: Orchestration = {
  name: 'PC_ADD_BATCH_JOURNAL',
  description: 'Writes a journal entry into the batch upload table',
  inputs: {
    ...TRANSACTION_INPUTS,
    Company: 'String',
    DocumentType: 'String',
    GLDate: 'String',
    Currency: 'String',
    CurrencyMode: 'String',
    Explanation: 'String',
    Distribution: DISTRIBUTION_INPUTS,
  },
  outputs: ['DistributionWritten'],
  run,
};

function run(call: OrchestrationCall): JsonObject {
  const { state, inputs, username } = call;
  const company = inputs.required('Company');
  const glDate = inputs.date('GLDate');
  const domestic = domesticCurrency(state.database, company) ?? '';
  const currency = inputs.text('Currency') || domestic;
  if (state.settings.validateBatchRows) {
    checkGlDate(call, company, glDate, ['G/L']);
  }
  const isForeign = inputs.text('CurrencyMode') === 'F';
  const lines = inputs
    .list('Distribution')
    .map((line) => distributionColumns(call, line, { company, currency, isForeign }));
  if (lines.length === 0) {
    throw new OrchestrationError('A journal needs a Distribution');
  }
  const shared = {
    ...transactionKey(inputs),
    EDSP: '0',
    EDTC: 'A',
    EDTR: 'J',
    EDDT: state.today(),
    KCO: company,
    CO: company,
    DCT: inputs.text('DocumentType') || 'JE',
    DGJ: glDate,
    ICUT: 'G',
    CRCD: currency,
    CRRM: isForeign ? 'F' : 'D',
    EXA: inputs.text('Explanation'),
    TORG: username,
  };
  for (const line of lines) {
    state.write('F0911Z1', { ...shared, ...line }, { user: username, program: UPLOAD_PROGRAM });
  }
  return { DistributionWritten: numberOf(lines.length) };
}
