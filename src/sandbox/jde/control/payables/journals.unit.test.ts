import { startTestSandbox, type TestSandbox } from '../../testing/test-sandbox';

describe('what the controller does with a journal', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
    await sandbox.run('PC_ADD_BATCH_JOURNAL', {
      EdiUser: 'PROCORE',
      EdiBatch: 'PCJ',
      EdiTransaction: 'PC1',
      Company: '00200',
      GLDate: '2026-03-31',
      Distribution: [
        { Line: '1', BusinessUnit: '4411', Object: '1340', Subsidiary: '26010', Amount: '100.00' },
        { Line: '2', BusinessUnit: '200', Object: '4110', Amount: '-100.00' },
      ],
    });
    await sandbox.control('POST', 'journals/process', { edus: 'PROCORE', edbt: 'PCJ', mode: 'final' });
  });
  afterEach(() => sandbox.close());

  const ledger = async () =>
    (await sandbox.rows('F0911')).map(({ DCT, JELN, AA, RE, POST }) => [DCT, JELN, AA, RE, POST].join(' '));
  const batch = async () => (await sandbox.rows('F0011'))[0]?.['IST'];

  test('posting makes its lines P and its batch D', async () => {
    expect((await sandbox.control('POST', 'journals/post', { doc: 1 })).json).toEqual({ posted: 2 });
    expect(await ledger()).toEqual(['JE 1.0 100.00  P', 'JE 2.0 -100.00  P']);
    expect(await batch()).toBe('D');
    expect((await sandbox.control('POST', 'journals/post', { doc: 2 })).status).toBe(400);
  });

  test.each([
    [undefined, 'JE'],
    ['PE', 'PE'],
  ])(
    'a posted one is voided by lines that reverse it (type %s), which wait for the post',
    async (reversalType, DCT) => {
      await sandbox.control('POST', 'journals/post', { all: true });
      await sandbox.control('POST', 'journals/void', { doc: 1, glDate: '20260430', reversalType });
      const reversed = (await ledger()).filter((line) => line.includes(' V '));
      expect(reversed).toEqual([`${DCT} 3.0 -100.00 V `, `${DCT} 4.0 100.00 V `]);
      expect(await batch()).toBe('A');
      expect((await sandbox.control('POST', 'journals/void', { doc: 1 })).status).toBe(400);
    },
  );

  test('an unposted one is deleted', async () => {
    expect((await sandbox.control('POST', 'journals/void', { doc: 1 })).json).toEqual({ voided: 0, deleted: 2 });
    expect(await ledger()).toEqual([]);
  });
});
