import type { ErpAdapter, Posted } from '../../src/clients/erp-adapter';
import type { Found } from '../../src/domain/posting/look';
import type { PlannedStep } from '../../src/domain/posting/plan/planned-step';
import type { EarlierPosting } from '../../src/domain/posting/posting-kind';
import type { PostingStage } from '../../src/domain/posting/stages/posting-stage';
import { reaches } from '../../src/domain/posting/stages/posting-stage';
import { askUntilPlanned, planIn } from './planned-for-kontor.fixture';
import { keyOf, knownAtSending, kontorUnderTest, sampleSettings } from './sample-kontor.fixture';
import { kontorSettings } from './settings.fixture';

/** What stands of the steps so far, as whoever posts them keeps it; without rows, leases and repeats. */
class Standing {
  readonly #posted = new Map<string, { readonly at: Posted; found: Found }>();

  constructor(readonly adapter: ErpAdapter) {}

  async stageOf(step: string): Promise<PostingStage | null> {
    const one = this.#posted.get(step);
    if (one === undefined) return null;
    const [look] = (await this.adapter.kinds.get(one.at.kind)?.port.look([one.at])) ?? [];
    one.found = look?.found[0] ?? one.found;
    return one.found.stage;
  }

  /** Makes the step's effect unless somebody else does, and says whether it came to anything. */
  async post(planned: PlannedStep): Promise<boolean> {
    const { step, after, moves } = planned;
    if (after !== undefined && !reaches(await this.stageOf(after.step), after.stage)) return false;
    const { kind, port } = this.adapter.kinds.get(planned.kind) ?? {};
    if (kind === undefined || port === undefined) throw new RangeError(`there is no kind ${planned.kind}`);
    const key = keyOf(moves ?? step, 1);
    const body = kind.complete(planned.draft, knownAtSending({ key, earlier: (own) => this.#earlier(own) }));
    const at: Posted = {
      key,
      kind: kind.name,
      body: kind.parse(JSON.parse(JSON.stringify(body))),
      reference: null,
      facts: {},
      firstSentAt: null,
    };
    await port.send?.(at);
    const [look] = await port.look([at]);
    const found = look?.found[0];
    if (found === undefined) return false;
    expect(kind.compare(at.body, found)).toEqual([]);
    if (moves === undefined) this.#posted.set(step, { at, found });
    return true;
  }

  #earlier(step: string): EarlierPosting | null {
    const one = this.#posted.get(step);
    if (one === undefined) return null;
    return {
      key: one.at.key,
      reference: one.found.reference,
      facts: one.found.facts,
      readBackAgoMs: null,
      body: one.at.body,
    };
  }
}

test('a requisition goes all the way: ordered, approved, billed, matched, booked', async () => {
  const { erp, adapter } = kontorUnderTest();
  const [order, submit, voucher, match] = planIn((await askUntilPlanned(adapter)).planned).steps as [
    PlannedStep,
    PlannedStep,
    PlannedStep,
    PlannedStep,
  ];
  const standing = new Standing(adapter);
  await expect(standing.post(order)).resolves.toBe(true);
  await expect(standing.post(submit)).resolves.toBe(true);
  await expect(standing.stageOf('order')).resolves.toBe('delivered');

  await expect(standing.post(voucher)).resolves.toBe(false);
  erp.levers.approve('B-1001');
  await expect(standing.post(voucher)).resolves.toBe(true);
  await expect(standing.stageOf('voucher')).resolves.toBe('delivered');

  await expect(standing.post(match)).resolves.toBe(false);
  erp.levers.match('R-1001', '9450.00');
  await expect(standing.post(match)).resolves.toBe(true);
  erp.levers.book('R-1001');
  await expect(standing.stageOf('voucher')).resolves.toBe('posted');
  expect(erp.levers.invoices()).toMatchObject([
    {
      state: 'booked',
      retention: '1050',
      lines: [
        { order: 'B-1001', position: '10', amount: '10000.00' },
        { order: 'B-1001', position: '20', amount: '500.00' },
      ],
    },
  ]);
});

test('creditors are found by the id of the source, by tax id with or without its country, by matchcode', async () => {
  const { adapter, erp } = kontorUnderTest();
  const by = async (wantedBy: { sourceKey?: string; taxId?: string; name?: string }): Promise<readonly string[]> =>
    (await adapter.findSuppliers({ sourceKey: '', taxId: '', name: '', ...wantedBy })).map((one) => one.by);
  await expect(by({ sourceKey: '8881212' })).resolves.toEqual(['sourceKey']);
  await expect(by({ taxId: 'DE 123 456 789' })).resolves.toEqual(['taxId']);
  await expect(by({ taxId: '123-456-789' })).resolves.toEqual(['taxId']);
  await expect(by({ name: "ERNIE'S Electrical Inc." })).resolves.toEqual(['name']);
  await expect(by({})).resolves.toEqual([]);
  erp.levers.voidIt('K-70123');
  await expect(by({ sourceKey: '8881212' })).resolves.toEqual([]);
});

test('no fact that is kept holds a tax id', async () => {
  const { adapter } = kontorUnderTest();
  const facts = await adapter.readFacts([{ kind: 'creditor', id: 'K-70123', causes: [] }]);
  expect(facts).toMatchObject([{ value: { number: 'K-70123' } }]);
  expect(JSON.stringify(facts)).not.toContain('123456789');
});

test('a check says of each step whether it went, and whom to ask where it did not', async () => {
  const { adapter, erp } = kontorUnderTest();
  await expect(adapter.check()).resolves.toMatchObject([{ ok: true }, { ok: true }]);
  erp.failNext('unavailable', { call: 'readMasterData' });
  const [, master] = await adapter.check();
  expect(master).toMatchObject({ ok: false, ask: expect.stringContaining('Kontor') });
  const elsewhere = kontorUnderTest({ retentionAccount: 'S-404/100/3300' });
  await expect(elsewhere.adapter.check()).resolves.toMatchObject([{ ok: true }, { ok: false }]);
});

test('each session is opened anew, and nothing is called after the close', async () => {
  const { adapter, erp } = kontorUnderTest();
  await adapter.openSession();
  await adapter.openSession();
  expect(erp.sessions).toBe(2);
  await adapter.close();
  await expect(adapter.openSession()).rejects.toMatchObject({ kind: 'Unavailable' });
});

test('settings are completed by their schema, and what it does not know is refused', () => {
  expect(kontorSettings(sampleSettings)).toMatchObject({ awaitMatch: true, timing: { sendWindowMs: 10_000 } });
  expect(() => kontorSettings({ ...sampleSettings, company: '00200' } as never)).toThrow('company');
});
