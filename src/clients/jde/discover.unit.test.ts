import { findOrchestration } from './discover';
import { jdeSettings } from './settings';

const given = { connectionId: 'c', baseUrl: 'https://a', username: 'u', password: 'p', environment: 'e', role: 'r' };
const inputs = ['EdiUser', 'EdiBatch', 'Mode'];

describe('orchestrations in the discovery service', () => {
  const find = (listed: Parameters<typeof findOrchestration>[0], orchestrations = {}) =>
    findOrchestration(listed, jdeSettings({ ...given, orchestrations }), 'PC_RUN_VOUCHER_PROCESSOR');

  test('one with all inputs is ready, by its name or its object name', () => {
    const entry = { name: 'Run vouchers', objectName: 'ORC_1', inputs };
    expect(find([{ ...entry, name: 'PC_RUN_VOUCHER_PROCESSOR' }]).found).toBe('ready');
    expect(find([entry], { PC_RUN_VOUCHER_PROCESSOR: { name: 'ORC_1' } }).found).toBe('ready');
  });

  test("missing inputs are named by the customer's names", () => {
    const entry = { name: 'PC_RUN_VOUCHER_PROCESSOR', objectName: '', inputs: ['EdiUser', 'Mode'] };
    const renamed = { PC_RUN_VOUCHER_PROCESSOR: { inputs: { EdiBatch: 'Batch_Number' } } };
    expect(find([entry], renamed)).toMatchObject({ found: 'inputsMissing', missingInputs: ['Batch_Number'] });
  });

  test('what is hidden is no proof of absence', () => {
    expect(find([]).found).toBe('notListed');
    expect(find([{ name: 'PC_RUN_VOUCHER_PROCESSOR', objectName: '', inputs: null }]).found).toBe('inputsHidden');
  });
});
