import { journalBody, keyed, orderBody, startJdeUnderTest, voucherBody } from './jde-under-test.fixture';
import { describePortContract } from './posting-port.contract';

/** A company that has no row in F0010, so that nothing proves an empty table. */
const unknownCompany = { company: '00999' };
const three = [1, 2, 3];

describePortContract('purchase orders of JDE', { lostStage: 'voided', canBeHalf: false }, async () => {
  const { kindUnderTest, send, close } = await startJdeUnderTest();
  return {
    ...kindUnderTest('purchaseOrder'),
    bodies: three.map((number) => keyed(orderBody(number))),
    unprovable: keyed({ ...orderBody(4), ...unknownCompany }),
    lose: async (key, reference) => {
      const { orderNumber = '', orderType = '', orderCompany = '', suffix = '' } = reference;
      const order = { orderNumber, orderType, orderCompany, suffix };
      await send({ kind: 'orderCancel', erpKey: key, order, lineKeys: [] });
    },
    close,
  };
});

describe.each(['both', 'VR01', 'URRF', 'none'] as const)('where of our references %s reach F0411', (ledgerKeys) => {
  // Where no reference tells whose a voided voucher was, a person says it: nothing is seen as lost by itself.
  const voucherAbilities = { lostStage: ledgerKeys === 'none' ? null : 'voided', canBeHalf: true } as const;
  describePortContract('vouchers of JDE', voucherAbilities, async () => {
    const { sandbox, kindUnderTest, close } = await startJdeUnderTest({ ledgerKeys });
    const bodies = three.map((number) => keyed(voucherBody(number)));
    return {
      ...kindUnderTest('voucher'),
      bodies,
      unprovable: keyed({ ...voucherBody(4), ...unknownCompany }),
      lose: async (key) => {
        await sandbox.control('POST', 'ap/process', { edus: 'PROCORE', mode: 'final' });
        await sandbox.control('POST', 'ap/post', { all: true });
        const VINV = bodies.find((one) => one.key === key)?.body.invoiceNumber ?? '';
        const [row] = await sandbox.rows('F0411', { VINV });
        await sandbox.control('POST', 'ap/void', { doc: row?.['DOC'] });
      },
      leaveHalf: async (_key, send) => {
        await sandbox.fault({ match: { orchestration: 'PC_ADD_BATCH_VOUCHER' }, kind: 'partialVoucher' });
        await expect(send()).rejects.toThrow();
      },
      close,
    };
  });
});

describePortContract('journals of JDE', { lostStage: 'gone', canBeHalf: true }, async () => {
  const { sandbox, kindUnderTest, close } = await startJdeUnderTest();
  return {
    ...kindUnderTest('journal'),
    bodies: three.map((number) => keyed(journalBody(number))),
    unprovable: keyed({ ...journalBody(4), ...unknownCompany }),
    lose: async (key) => {
      const processor = { EdiUser: 'PROCORE', EdiBatch: key.slice(0, 15), Mode: 'final' };
      await sandbox.run('PC_RUN_JOURNAL_PROCESSOR', processor);
      await sandbox.control('DELETE', 'tables/F0911', { where: { DCT: 'JE' } });
    },
    leaveHalf: async (key, send) => {
      await send();
      await sandbox.control('DELETE', 'tables/F0911Z1', { where: { EDTN: key, EDLN: '2' } });
    },
    close,
  };
});
