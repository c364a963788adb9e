import {
  compareInJde as compare,
  journalBody,
  keyed,
  orderBody,
  startJdeUnderTest,
  voucherBody,
} from './jde-under-test.fixture';
import { asPosted, describePortContract } from './posting-port.contract';

/** A company that has no row in F0010, so that nothing proves an empty table. */
const unknownCompany = { company: '00999' };
const three = [1, 2, 3];

describePortContract('purchase orders of JDE', { lostStage: 'voided', canBeHalf: false }, async () => {
  const { adapter, port, close } = await startJdeUnderTest();
  return {
    port: port('purchaseOrder'),
    kind: 'purchaseOrder',
    bodies: three.map((number) => keyed(orderBody(number))),
    unprovable: keyed({ ...orderBody(4), ...unknownCompany }),
    compare,
    lose: async (key, reference) => {
      const { orderNumber = '', orderType = '', orderCompany = '', suffix = '' } = reference;
      const body = {
        kind: 'orderCancel',
        erpKey: key,
        order: { orderNumber, orderType, orderCompany, suffix },
        lineKeys: [],
      };
      const cancel = adapter.ports.get('orderCancel');
      await cancel?.send?.(asPosted('orderCancel', { key, body }));
    },
    close,
  };
});

describePortContract('vouchers of JDE', { lostStage: 'voided', canBeHalf: true }, async () => {
  const { sandbox, port, close } = await startJdeUnderTest();
  return {
    port: port('voucher'),
    kind: 'voucher',
    bodies: three.map((number) => keyed(voucherBody(number))),
    unprovable: keyed({ ...voucherBody(4), ...unknownCompany }),
    compare,
    lose: async (key) => {
      await sandbox.control('POST', 'ap/process', { edus: 'PROCORE', mode: 'final' });
      await sandbox.control('POST', 'ap/post', { all: true });
      const [row] = await sandbox.rows('F0411', { VR01: key });
      await sandbox.control('POST', 'ap/void', { doc: row?.['DOC'] });
    },
    leaveHalf: async (_key, send) => {
      await sandbox.fault({ match: { orchestration: 'PC_ADD_BATCH_VOUCHER' }, kind: 'partialVoucher' });
      await expect(send()).rejects.toThrow();
    },
    close,
  };
});

describePortContract('journals of JDE', { lostStage: 'gone', canBeHalf: true }, async () => {
  const { sandbox, port, close } = await startJdeUnderTest();
  return {
    port: port('journal'),
    kind: 'journal',
    bodies: three.map((number) => keyed(journalBody(number))),
    unprovable: keyed({ ...journalBody(4), ...unknownCompany }),
    compare,
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
