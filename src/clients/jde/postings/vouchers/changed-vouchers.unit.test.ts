import type { FakeRow } from '../../ais/fake-ais.fixture';
import { jdeUnderTest } from '../../jde-under-test.fixture';
import { onFakeAis } from '../../on-fake-ais.fixture';

const on = onFakeAis();

const voucherRow: FakeRow = {
  ...{ DOC: 9001, DCT: 'PV', KCO: '00200', SFX: '001', AN8: 7004, VINV: 'INV-1' },
  ...{ AG: 9000, CRRM: 'D', CRCD: 'USD' },
};

describe('what changed lately', () => {
  const keyed = [{ content: 'PC', specialValueId: 'LITERAL' }];
  test.each([
    ['both', true],
    ['VR01', true],
    ['URRF', false],
    ['none', false],
    [undefined, false],
  ] as const)('is asked for by days; where ledgerKeys is %p, by keys too: %p', async (ledgerKeys, byKey) => {
    await on.jde.close();
    on.jde = jdeUnderTest(on.ais.settings({ ledgerKeys }));
    await expect(on.jde.port('voucher').changedWithin?.(3)).resolves.toEqual([]);
    const sent = on.ais.calls.find((call) => call.name === 'F0411')?.body as { query: object };
    expect(sent.query).toMatchObject({
      condition: [
        ...(byKey ? [{ controlId: 'F0411.VR01', operator: 'STR_START_WITH', value: keyed }] : []),
        {
          controlId: 'F0411.UPMJ',
          operator: 'GREATER_EQUAL',
          value: [{ content: '3', specialValueId: 'TODAY_MINUS_DAY' }],
        },
      ],
    });
  });

  test('is told by its document where no key of ours shows on it', async () => {
    on.ais.tables['F0411'] = [{ ...voucherRow, VR01: ' ', UPMJ: 3 }];
    await expect(on.jde.port('voucher').changedWithin?.(3)).resolves.toEqual([
      {
        key: null,
        reference: { documentNumber: '9001', documentType: 'PV', documentCompany: '00200' },
        isLost: false,
        facts: { tax: '0', post: '' },
      },
    ]);
  });
});
