import type { SubmissionBody } from '../../domain/fusion/kinds/order-submission';
import type { Posted } from '../erp-adapter';
import type { FakeItem } from './calls/fake-fusion.fixture';
import { onFakePod } from './fusion-under-test.fixture';
import { orderBody, posted } from './sample-bodies.fixture';

const on = onFakePod();

describe('an order is submitted', () => {
  const drafted = orderBody(1);
  let one: Posted;
  let draft: FakeItem;

  beforeEach(async () => {
    const reference = await on.fusion.send('purchaseOrder', posted(drafted));
    const body: SubmissionBody = {
      kind: 'orderSubmission',
      key: drafted.key,
      headerId: reference?.['poHeaderId'] ?? '',
      drafted,
    };
    one = posted(body);
    draft = on.fake.rows['draftPurchaseOrders']?.[0] ?? {};
  });

  test('by the link of the draft, validated first, with the flag that keeps an invalid one out of approval', async () => {
    await expect(on.stageOf('orderSubmission', one)).resolves.toBe('stands');
    await on.fusion.send('orderSubmission', one);
    const [, , submit] = on.fake.calls.filter(({ method, path }) => method === 'POST' && path !== 'token');
    expect(submit?.path).toMatch(/^draftPurchaseOrders\/\d+00ACED\/action\/submit$/);
    expect(submit?.body).toEqual({ validateBeforeSubmitFlag: true, bypassApprovalsFlag: false });
    await expect(on.stageOf('orderSubmission', one)).resolves.toBe('delivered');
  });

  test.each([
    ['it is no draft any more', { StatusCode: 'PENDING APPROVAL' }],
    ['it is a change of an order that stands', { ChangeOrderNumber: 1 }],
    ['it does not carry our key', { Description: 'by hand' }],
  ])('never when %s', async (_name, fields) => {
    Object.assign(draft, fields);
    await expect(on.fusion.send('orderSubmission', one)).rejects.toMatchObject({
      kind: 'NotSent',
      detail: { reason: 'changedMeanwhile' },
    });
    expect(on.written().some((name) => name.endsWith('submit'))).toBe(false);
  });

  test('not when a buyer changed it, nor when its approver sent it back: a person is asked', async () => {
    const { port } = on.fusion.at('orderSubmission');
    await expect(port.ready?.(one)).resolves.toEqual([]);
    Object.assign((draft['lines'] as { items: FakeItem[] }).items[0] ?? {}, { Ordered: 1 });
    await expect(port.ready?.(one)).resolves.toMatchObject([{ reason: 'foundButDifferent' }]);
    Object.assign(draft, { StatusCode: 'REJECTED' });
    await expect(port.ready?.(one)).resolves.toMatchObject([
      { reason: 'erpRejected', value: 'REJECTED' },
      { reason: 'foundButDifferent' },
    ]);
  });

  test('what its approver sent back once more for each time that a person asks; what was withdrawn not', async () => {
    const { port } = on.fusion.at('orderSubmission');
    Object.assign(draft, { StatusCode: 'REJECTED' });
    await expect(on.fusion.send('orderSubmission', one)).rejects.toMatchObject({ kind: 'NotSent' });
    const asked = { ...one, facts: { submitted: 'yes', askedAgain: 'now' } };
    await expect(port.ready?.(asked)).resolves.toEqual([]);
    const done = { ...asked, facts: { ...asked.facts, askedAgainDone: 'now' } };
    await expect(port.ready?.(done)).resolves.toMatchObject([{ reason: 'erpRejected' }]);
    Object.assign(draft, { StatusCode: 'WITHDRAWN' });
    await expect(port.ready?.(asked)).resolves.toMatchObject([{ reason: 'erpRejected' }]);
    await expect(on.fusion.send('orderSubmission', asked)).rejects.toMatchObject({ kind: 'NotSent' });
    Object.assign(draft, { StatusCode: 'REJECTED' });
    await on.fusion.send('orderSubmission', asked);
    expect(on.written().filter((name) => name.endsWith('submit'))).toHaveLength(1);
  });

  test('not again when it was taken back, which an earlier look tells of', async () => {
    const { port } = on.fusion.at('orderSubmission');
    const takenBack = { ...one, facts: { submitted: 'yes' } };
    await expect(port.ready?.(takenBack)).resolves.toMatchObject([{ reason: 'erpRejected', value: 'INCOMPLETE' }]);
    Object.assign(draft, { StatusCode: 'PENDING APPROVAL' });
    const [found] = (await on.fusion.look('orderSubmission', one)).found;
    expect(found?.facts).toMatchObject({ submitted: 'yes' });
    await expect(port.ready?.(takenBack)).resolves.toEqual([]);
  });

  test.each([
    [
      'a message of its validation that is no warning',
      'validateDocument',
      { result: [{ messageType: 'ERROR', text: 'no account' }] },
    ],
    ['a result that is no success', 'submit', { result: 'FAILURE' }],
  ])('%s with status 200 is a refusal', async (_name, action, answer) => {
    const usual = on.fake.write;
    on.fake.write = (call) => (call.path.endsWith(action) ? [200, answer] : usual(call));
    await expect(on.fusion.send('orderSubmission', one)).rejects.toMatchObject({ kind: 'Rejected' });
  });

  test('a warning keeps nothing back', async () => {
    const usual = on.fake.write;
    const warned = { result: [{ messageType: 'WARNING', text: 'late' }] };
    on.fake.write = (call) => (call.path.endsWith('validateDocument') ? [200, warned] : usual(call));
    await expect(on.fusion.send('orderSubmission', one)).resolves.toMatchObject({ poHeaderId: expect.any(String) });
  });
});
