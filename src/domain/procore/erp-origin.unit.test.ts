import type { EarlierPosting, KnownAtSending } from '../posting/posting-kind';
import { changeOrderOrigin, commitmentOrigin, originStep, requisitionOrigin } from './erp-origin';

const called = ({ orderNumber = '' }) => `order ${orderNumber}`;
const of = { projectId: '7', commitmentId: '9', system: 'fusion' };

function known(earlier: Readonly<Record<string, Pick<EarlierPosting, 'key' | 'reference'>>>): KnownAtSending {
  const posting = (step: string): EarlierPosting | null => {
    const one = earlier[step];
    return one === undefined ? null : { ...one, facts: {}, readBackAgoMs: null, body: null };
  };
  return { key: 'PC9', ordinal: 1, revision: 1, today: '2026-11-28', earlier: posting };
}

test('a commitment shows the key of its order, and what people call that', () => {
  const order = { key: 'PC1', reference: { poHeaderId: '300', orderNumber: '162873' } };
  const draft = { ...of, commitmentType: 'WorkOrderContract' } as const;
  expect(commitmentOrigin(called).complete(draft, known({ order }))).toMatchObject({
    originId: 'FUSION-PC1',
    originCode: 'order 162873',
    originData: '{"order":{"key":"PC1","poHeaderId":"300","orderNumber":"162873"}}',
  });
});

test('a change order shows the key of its own change, on its package', () => {
  const orderChange = { key: 'PC2', reference: { poHeaderId: '300', orderNumber: '162873' } };
  const kind = changeOrderOrigin(called);
  const body = kind.complete({ ...of, packageId: '12' }, known({ orderChange }));
  expect(body).toMatchObject({ originId: 'FUSION-PC2', originCode: 'order 162873', packageId: '12' });
  expect(kind.fingerprint(body, { ignoreDates: false })).toEqual(['12', 'FUSION-PC2']);
});

test('a requisition shows the key of its voucher; of its order where there is none', () => {
  const [order, voucher] = [
    { key: 'PC1', reference: { orderNumber: '5012' } },
    { key: 'PC2', reference: { voucher: '88' } },
  ];
  const draft = { ...of, system: 'jde', requisitionId: '58820' };
  expect(requisitionOrigin.complete(draft, known({ order, voucher }))).toMatchObject({ originId: 'JDE-PC2' });
  expect(requisitionOrigin.complete(draft, known({ order }))).toMatchObject({ originId: 'JDE-PC1' });
  expect(() => requisitionOrigin.complete(draft, known({}))).toThrow('after something was posted');
});

test('each is a thing of its own, written after what it names stands, and holds nothing up', () => {
  const steps = [
    originStep({ ...of, requisitionId: '9' }, 'voucher'),
    originStep({ ...of, commitmentType: 'PurchaseOrderContract' }, 'order'),
    originStep({ ...of, packageId: '9' }, 'orderChange'),
  ];
  expect(steps.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['requisitionOrigin', 'requisition:9/origin'],
    ['commitmentOrigin', 'commitment:9/origin'],
    ['changeOrderOrigin', 'changeOrder:9/origin'],
  ]);
  for (const step of steps) expect(step).toMatchObject({ isCourtesy: true, after: { stage: 'stands' } });
});
