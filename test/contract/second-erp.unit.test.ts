import type { Posted, PostingPort } from '../../src/clients/erp-adapter';
import type { PostingKind } from '../../src/domain/posting/posting-kind';
import type { KontorErp } from '../second-erp/erp/kontor-erp.fixture';
import type { MatchBody } from '../second-erp/kinds/match.fixture';
import { creditorBody, groupBody, invoiceBody, orderBody } from '../second-erp/sample-bodies.fixture';
import { keyOf, kontorUnderTest } from '../second-erp/sample-kontor.fixture';
import { describePortContract, type PortUnderTest } from './posting-port.contract';

const three = [1, 2, 3];
const keyed = <Body extends { readonly key: string }>(body: Body) => ({ key: body.key, body });
const noSuchBooks = { books: 'SUED' };
const compareBy =
  ({ kind }: { readonly kind: PostingKind }): PortUnderTest['compare'] =>
  (body, found) =>
    kind.compare(kind.parse(body), found);

describePortContract('orders of Kontor', { lostStage: 'voided', canBeHalf: false }, async () => {
  const { erp, adapter, at } = kontorUnderTest();
  return {
    port: at('draftOrder').port,
    kind: 'draftOrder',
    bodies: three.map((number) => keyed(orderBody(number))),
    unprovable: keyed({ ...orderBody(4), ...noSuchBooks }),
    compare: compareBy(at('draftOrder')),
    lose: async (_key, { order = '' }) => {
      erp.levers.voidIt(order);
    },
    close: () => adapter.close(),
  };
});

describePortContract('invoices of Kontor', { lostStage: 'voided', canBeHalf: false }, async () => {
  const { erp, adapter, at } = kontorUnderTest();
  const orders = three.map((number) => approvedOrder(erp, number));
  return {
    port: at('invoice').port,
    kind: 'invoice',
    bodies: three.map((number, index) => keyed(invoiceBody(number, orders[index] ?? ''))),
    unprovable: keyed({ ...invoiceBody(4, ''), ...noSuchBooks }),
    compare: compareBy(at('invoice')),
    lose: async (_key, { invoice = '' }) => {
      erp.levers.voidIt(invoice);
    },
    close: () => adapter.close(),
  };
});

describePortContract('journals of several documents of Kontor', { lostStage: 'voided', canBeHalf: true }, async () => {
  const { erp, adapter, at } = kontorUnderTest();
  return {
    port: at('group').port,
    kind: 'group',
    bodies: three.map((number) => keyed(groupBody(number))),
    unprovable: keyed({ ...groupBody(4), ...noSuchBooks }),
    compare: compareBy(at('group')),
    lose: async (_key, { journal = '' }) => {
      erp.levers.voidIt(journal);
    },
    leaveHalf: async (_key, send) => {
      erp.failNext('halfWritten');
      await expect(send()).rejects.toMatchObject({ kind: 'OutcomeUnknown' });
    },
    close: () => adapter.close(),
  };
});

describePortContract('creditors of Kontor', { lostStage: 'voided', canBeHalf: false }, async () => {
  const { erp, adapter, at } = kontorUnderTest();
  return {
    port: at('creditor').port,
    kind: 'creditor',
    bodies: three.map((number) => keyed(creditorBody(number))),
    unprovable: keyed({ ...creditorBody(4), ...noSuchBooks }),
    compare: compareBy(at('creditor')),
    lose: async (_key, { creditor = '' }) => {
      erp.levers.voidIt(creditor);
    },
    close: () => adapter.close(),
  };
});

/** The contract makes its effects by `send`; here it is accounts payable that makes them. */
describePortContract('matches of Kontor', { lostStage: 'voided', canBeHalf: false }, async () => {
  const { erp, adapter, at } = kontorUnderTest();
  const { port } = at('match');
  const byAccountsPayable: PostingPort = {
    ...port,
    send: async ({ body }: Posted) => {
      const { invoice, amount } = body as MatchBody;
      erp.levers.match(invoice, amount);
      return { invoice, match: '1' };
    },
  };
  const bodies = three.map((number) => matchBody(number, parkedInvoice(erp, number)));
  return {
    port: byAccountsPayable,
    kind: 'match',
    bodies: bodies.map(keyed),
    unprovable: keyed({ ...matchBody(4, 'R-4711'), ...noSuchBooks }),
    compare: compareBy(at('match')),
    lose: async (_key, { invoice = '' }) => {
      erp.levers.undoMatch(invoice);
    },
    close: () => adapter.close(),
  };
});

test('what nobody sends has no send, so that nothing can send it by mistake', () => {
  const { adapter } = kontorUnderTest();
  for (const { kind, port } of adapter.kinds.values()) {
    expect([kind.name, port.send === undefined]).toEqual([kind.name, kind.nature === 'awaits']);
  }
});

function approvedOrder(erp: KontorErp, number: number): string {
  const { kind: _kind, key: note, positions, ...body } = orderBody(number);
  const order = erp.draftOrder({ ...body, note, positions: [...positions] });
  erp.levers.submit(order);
  erp.levers.approve(order);
  return order;
}

function parkedInvoice(erp: KontorErp, number: number): string {
  const { key: note, lines, rounding, ...body } = invoiceBody(number, approvedOrder(erp, number));
  return erp.parkInvoice({ ...body, note, lines: [...lines], rounding: rounding.amount });
}

function matchBody(number: number, invoice: string): MatchBody {
  return { kind: 'match', key: keyOf('match', number), books: 'NORD', invoice, amount: `${number}.00` };
}
