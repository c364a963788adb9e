import type { KindAtTarget, Posted } from '../../src/clients/erp-adapter';
import type { Found, Look, Reference } from '../../src/domain/posting/look';
import type { KontorErp } from './erp/kontor-erp.fixture';
import { groupBody, invoiceBody, orderBody } from './sample-bodies.fixture';
import { knownAtSending, kontorUnderTest } from './sample-kontor.fixture';

interface Keyed {
  readonly key: string;
}

const posted = (body: Keyed, fields: Partial<Posted> = {}): Posted => ({
  key: body.key,
  kind: '',
  body,
  reference: null,
  facts: {},
  firstSentAt: null,
  ...fields,
});
const send = async ({ port }: KindAtTarget, body: Keyed): Promise<Reference> => (await port.send?.(posted(body))) ?? {};
const look = async ({ port }: KindAtTarget, one: Posted): Promise<Look> => (await port.look([one]))[0] as Look;
const only = async (at: KindAtTarget, body: Keyed): Promise<Found> => {
  const { found } = await look(at, posted(body));
  expect(found).toHaveLength(1);
  return found[0] as Found;
};

/** An order that was drafted by the port, and the act that submits it. */
async function drafted() {
  const under = kontorUnderTest();
  const [order, submit] = [under.at('draftOrder'), under.at('submitOrder')];
  const body = orderBody(1);
  const reference = await send(order, body);
  const earlier = () => ({ key: body.key, reference, facts: {}, readBackAgoMs: null, body });
  const act = submit.kind.complete({}, knownAtSending({ key: body.key, earlier })) as Keyed;
  return { ...under, order, submit, body, act, number: reference['order'] ?? '' };
}

describe('an order counts from its approval', () => {
  test('drafted it stands, submitted it is delivered, approved it is posted', async () => {
    const { erp, order, submit, body, act, number } = await drafted();
    const stages = [(await only(order, body)).stage];
    await send(submit, act);
    stages.push((await only(order, body)).stage);
    erp.levers.approve(number);
    stages.push((await only(order, body)).stage);
    expect(stages).toEqual(['stands', 'delivered', 'posted']);
  });

  test('to submit it again does nothing, also once it is approved', async () => {
    const { erp, order, submit, body, act, number } = await drafted();
    await send(submit, act);
    await send(submit, act);
    erp.levers.approve(number);
    await send(submit, act);
    await expect(only(order, body)).resolves.toMatchObject({ stage: 'posted', stageWord: 'approved' });
  });

  test('a look for the act says where the order stands', async () => {
    const { submit, act, number } = await drafted();
    await expect(only(submit, act)).resolves.toMatchObject({ stage: 'stands', reference: { order: number } });
    await send(submit, act);
    await expect(only(submit, act)).resolves.toMatchObject({ stage: 'delivered' });
  });

  test('a rejected order is returned, and is not submitted again before somebody took it up', async () => {
    const { erp, order, submit, body, act, number } = await drafted();
    await send(submit, act);
    await expect(submit.port.ready?.(posted(act))).resolves.toEqual([]);
    erp.levers.reject(number, 'twice the price');
    await expect(only(order, body)).resolves.toMatchObject({ stage: 'returned', stageWord: 'rejected' });
    await expect(submit.port.ready?.(posted(act))).resolves.toMatchObject([
      { reason: 'orderOnHold', message: expect.stringContaining('twice the price') },
    ]);
    erp.levers.takeUp(number);
    await expect(submit.port.ready?.(posted(act))).resolves.toEqual([]);
    await send(submit, act);
    await expect(only(order, body)).resolves.toMatchObject({ stage: 'delivered' });
  });

  test('a rejected order that a person submits again is delivered again', async () => {
    const { erp, order, submit, body, act, number } = await drafted();
    await send(submit, act);
    erp.levers.reject(number, 'no');
    erp.levers.submit(number);
    await expect(only(order, body)).resolves.toMatchObject({ stage: 'delivered' });
  });

  test('what another person changed is a difference, and is not submitted as ours', async () => {
    const { erp, order, submit, body, act, number } = await drafted();
    erp.levers.editOrder(number, '20', { amount: '150.00' });
    const differences = [
      'line S-4411/400/6200 100.00: sent, not found',
      'line S-4411/400/6200 150.00: found, not sent',
    ];
    expect(order.kind.compare(body, await only(order, body))).toEqual(differences);
    await expect(submit.port.ready?.(posted(act))).resolves.toMatchObject([{ reason: 'foundButDifferent' }]);
  });
});

describe('an invoice', () => {
  const parked = async (now?: () => number) => {
    const under = kontorUnderTest({}, now);
    const body = invoiceBody(1, approved(under.erp));
    return { ...under, invoice: under.at('invoice'), body };
  };

  test('names no account: its lines refer to positions of an order', async () => {
    const { erp, invoice, body } = await parked();
    await send(invoice, body);
    const [line] = erp.levers.invoices()[0]?.lines ?? [];
    expect(line).toEqual({ order: body.lines[0]?.order, position: '10', amount: '1000.00' });
  });

  test('is refused while its order is not approved', async () => {
    const { at } = kontorUnderTest();
    const { order = '' } = await send(at('draftOrder'), orderBody(1));
    await expect(send(at('invoice'), invoiceBody(1, order))).rejects.toMatchObject({ kind: 'Rejected' });
  });

  test('goes back from posted to delivered when accounts payable takes it back', async () => {
    const { erp, invoice, body } = await parked();
    const { invoice: number = '' } = await send(invoice, body);
    const stages = [(await only(invoice, body)).stage];
    erp.levers.book(number);
    stages.push((await only(invoice, body)).stage);
    erp.levers.takeBack(number);
    stages.push((await only(invoice, body)).stage);
    expect(stages).toEqual(['delivered', 'posted', 'delivered']);
  });

  test('whose lines accounts payable changed differs, and once booked nobody changes it', async () => {
    const { erp, invoice, body } = await parked();
    const { invoice: number = '' } = await send(invoice, body);
    const { order = '' } = body.lines[0] ?? {};
    erp.levers.editInvoice(number, [{ order, position: '10', amount: '1000.00' }]);
    const differences = [`line ${order}/20 100.00: sent, not found`];
    expect(invoice.kind.compare(body, await only(invoice, body))).toEqual(differences);
    erp.levers.book(number);
    expect(() => {
      erp.levers.editInvoice(number, []);
    }).toThrow('booked');
  });

  test('of the same creditor and number that is not ours is a stranger', async () => {
    const { erp, invoice, body } = await parked();
    const { key: _key, rounding, ...theirs } = body;
    const lines = [...body.lines];
    const number = erp.parkInvoice({ ...theirs, lines, note: 'by hand', rounding: rounding.amount });
    await expect(look(invoice, posted(body))).resolves.toEqual({
      key: body.key,
      found: [],
      strangers: [{ reference: { invoice: number }, date: '2026-10-31', amount: '990', number: 'INV-1' }],
      running: false,
    });
  });

  test('is looked for among what was made since it was first sent, less a margin for clocks', async () => {
    const madeMs = Date.parse('2026-11-05T12:00:00Z');
    const { invoice, body } = await parked(() => madeMs);
    await send(invoice, body);
    const foundSince = async (firstSentAt: string): Promise<number> =>
      (await look(invoice, posted(body, { firstSentAt }))).found.length;
    await expect(foundSince('2026-11-05T12:09:00Z')).resolves.toBe(1);
    await expect(foundSince('2026-11-05T12:11:00Z')).resolves.toBe(0);
  });
});

describe('a call that fails', () => {
  const order = orderBody(1);

  test.each([
    ['refused', 'Rejected', 0],
    ['notSent', 'NotSent', 0],
    ['unavailable', 'Unavailable', 0],
    ['neverArrived', 'OutcomeUnknown', 0],
    ['answerLost', 'OutcomeUnknown', 1],
    ['lateCommit', 'OutcomeUnknown', 0],
  ] as const)('%s is %s, and then %i stand', async (how, kind, standing) => {
    const { erp, at } = kontorUnderTest();
    erp.failNext(how);
    await expect(send(at('draftOrder'), order)).rejects.toMatchObject({ kind, system: 'kontor' });
    expect((await look(at('draftOrder'), posted(order))).found).toHaveLength(standing);
  });

  test('a late commit arrives when it is let, or by itself after its time', async () => {
    let nowMs = Date.parse('2026-11-05T12:00:00Z');
    const { erp, at } = kontorUnderTest({}, () => nowMs);
    const found = async (): Promise<number> => (await look(at('draftOrder'), posted(order))).found.length;
    erp.failNext('lateCommit');
    erp.failNext('lateCommit', { afterMs: 1_000 });
    for (let call = 0; call < 2; call += 1) await expect(send(at('draftOrder'), order)).rejects.toThrow();
    await expect(found()).resolves.toBe(0);
    nowMs += 1_000;
    await expect(found()).resolves.toBe(1);
    erp.arriveLate();
    await expect(found()).resolves.toBe(2);
  });

  test('what arrives late and is refused by then comes to nothing', async () => {
    const { erp, at } = kontorUnderTest();
    erp.failNext('lateCommit');
    await expect(send(at('draftOrder'), order)).rejects.toThrow();
    erp.levers.block('K-70123', 'insolvent');
    erp.arriveLate();
    expect(erp.levers.orders()).toEqual([]);
  });

  test('a fault is of one call, and of the call that it names', async () => {
    const { erp, at } = kontorUnderTest();
    erp.failNext('unavailable', { call: 'readDocuments' });
    await send(at('draftOrder'), order);
    await expect(look(at('draftOrder'), posted(order))).rejects.toMatchObject({ kind: 'Unavailable' });
    await expect(only(at('draftOrder'), order)).resolves.toMatchObject({ stage: 'stands' });
  });

  test('a refused journal names the members that it was refused for', async () => {
    const { at } = kontorUnderTest();
    const body = groupBody(1);
    const members = body.members.map((member, index) =>
      index === 1 ? { ...member, lines: member.lines.map((line) => ({ ...line, account: 'S-9/400/6150' })) } : member,
    );
    const refused = { kind: 'Rejected', detail: { members: ['direct-cost-2'] } };
    await expect(send(at('group'), { ...body, members } as Keyed)).rejects.toMatchObject(refused);
  });

  test('Kontor takes the same thing twice, and a look tells of both', async () => {
    const { at } = kontorUnderTest();
    await send(at('draftOrder'), order);
    await send(at('draftOrder'), order);
    expect((await look(at('draftOrder'), posted(order))).found).toHaveLength(2);
  });
});

test('what carries keys of ours and changed lately is told of every kind; what people made is not', async () => {
  const { erp, at } = kontorUnderTest();
  const order = approved(erp);
  await send(at('draftOrder'), orderBody(2));
  await send(at('invoice'), invoiceBody(3, order));
  await expect(at('draftOrder').port.changedWithin?.(1)).resolves.toMatchObject([{ key: orderBody(2).key }]);
  await expect(at('invoice').port.ours?.(1)).resolves.toEqual([
    { key: invoiceBody(3, order).key, step: 'voucher', reference: { invoice: 'R-1001' }, stage: 'delivered' },
  ]);
});

/** An order that people made and approved. */
function approved(erp: KontorErp): string {
  const { kind: _kind, key: _key, positions, ...body } = orderBody(1);
  const order = erp.draftOrder({ ...body, note: 'by hand', positions: [...positions] });
  erp.levers.submit(order);
  erp.levers.approve(order);
  return order;
}
