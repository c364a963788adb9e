import { PostedEffects } from '../../posting/books/posted-effects';
import { billed, history, requisition } from '../../procore/procore-documents.fixture';
import { journal as journalKind, type JournalDraft } from '../kinds/journal';
import { processorRun } from '../kinds/processor-run';
import { businessUnit, company, erpAccount, planFacts, settings, supplier } from './plan.fixture';
import { planRequisition } from './plan-requisition';
import { jdeRequisitionPlanner } from './planner';
import { knownAtSending, nothingRead, planned, plannerInput, stepOf } from './planner.fixture';

const first = { number: 1, previousRequisitionId: null };
const progress = {
  requisition: requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', first),
};
const release = {
  requisition: requisition([billed('26-010.S', '1', '50000.00', '5000.00', '0.00', '3200.00')], '45000.00'),
  history: history('45000.00', { 'contract_item:1': ['50000.00', '5000.00'] }),
};

describe('what it must know of JDE', () => {
  test('first accounts, business units and the supplier, each with who waits for it', () => {
    expect(jdeRequisitionPlanner(plannerInput(progress, { facts: nothingRead }))).toEqual({
      need: [
        { kind: 'account', id: '4411.1340.26010', causes: ['account:4411.1340.26010'] },
        { kind: 'account', id: '200.4110', causes: ['account:200.4110'] },
        { kind: 'businessUnit', id: '4411', causes: ['account:4411'] },
        { kind: 'businessUnit', id: '200', causes: ['account:200'] },
        { kind: 'supplier', id: '70123', causes: ['vendor:p1'] },
        { kind: 'bankAccounts', id: '70123', causes: ['vendor:p1'] },
      ],
    });
  });

  test('then the companies that the business units tell', () => {
    const input = plannerInput(progress);
    const facts = { get: (kind: string, id: string) => (kind === 'company' ? undefined : input.facts.get(kind, id)) };
    expect(jdeRequisitionPlanner({ ...input, facts })).toEqual({
      need: [{ kind: 'company', id: '00200', causes: ['period:00200'] }],
    });
  });

  test('called again until it needs nothing, it ends with a plan', () => {
    const records = new Map<string, unknown>([
      ['account 4411.1340.26010', erpAccount('4411.1340.26010')],
      ['account 200.4110', erpAccount('200.4110')],
      ['businessUnit 4411', businessUnit('4411')],
      ['businessUnit 200', businessUnit('200')],
      ['company 00200', company],
      ['supplier 70123', supplier],
    ]);
    const read = new Map<string, unknown>();
    const facts = { get: (kind: string, id: string) => read.get(`${kind} ${id}`) };
    for (let round = 1; ; round += 1) {
      const result = jdeRequisitionPlanner(plannerInput(progress, { facts }));
      if (!('need' in result)) {
        expect([Object.keys(result), round]).toEqual([['plan'], 3]);
        break;
      }
      for (const { kind, id } of result.need) read.set(`${kind} ${id}`, records.get(`${kind} ${id}`) ?? null);
    }
  });

  test('a supplier that nobody is linked to is not asked for', () => {
    const vendor = { partyId: 'p1', linked: false };
    const result = jdeRequisitionPlanner(plannerInput({ ...progress, vendor }, { facts: nothingRead }));
    expect('need' in result ? result.need.map((key) => key.kind) : []).not.toContain('supplier');
  });
});

test('what keeps it from being planned is what keeps the requisition from being planned, and nothing else', () => {
  const fields = { ...progress, supplier: null };
  const problems = planRequisition(planFacts(fields));
  expect(jdeRequisitionPlanner(plannerInput(fields))).toEqual({ ...problems, choices: [] });
});

test('of a requisition that is withdrawn nothing is planned', () => {
  expect(jdeRequisitionPlanner(plannerInput({}, { wanted: null }))).toEqual({ problems: [], choices: [] });
});

describe('the steps', () => {
  const shown = (fields: Parameters<typeof planned>[0]) =>
    planned(fields).steps.map(({ draft: _, entries: _entries, system: _system, ...step }) => step);
  const order = {
    id: 'order',
    step: 'order',
    kind: 'purchaseOrder',
    subject: 'requisition:58820/order',
    asks: ['live', 'predecessor'],
  };
  const voucher = {
    id: 'voucher',
    step: 'voucher',
    kind: 'voucher',
    subject: 'requisition:58820/voucher',
    asks: ['live', 'predecessor'],
  };
  const afterOrder = { after: { step: 'order', stage: 'stands' } };

  test('the voucher goes after its order', () => {
    expect(shown(progress)).toEqual([order, { ...voucher, ...afterOrder }]);
  });

  test('a pure release orders nothing, and its voucher waits for none', () => {
    expect(shown(release)).toEqual([voucher]);
  });

  test('with AP posting off the order is all', () => {
    expect(shown({ ...progress, settings: { ...settings, apPosting: false } })).toEqual([order]);
  });

  test('a run of the processor is a posting of its own, once the voucher is delivered', () => {
    expect(shown({ ...progress, settings: { ...settings, voucherProcessing: 'final' } }).at(2)).toEqual({
      id: 'processorRun',
      step: 'processorRun',
      kind: 'processorRun',
      subject: voucher.subject,
      after: { step: 'voucher', stage: 'delivered' },
      moves: 'voucher',
      asks: ['live'],
    });
  });

  test('a proof moves the voucher on within its activity', () => {
    expect(shown({ ...progress, settings: { ...settings, voucherProcessing: 'proof' } }).at(2)).toEqual({
      id: 'processorProof',
      step: 'processorRun',
      kind: 'processorProof',
      subject: voucher.subject,
      after: { step: 'voucher', stage: 'delivered' },
      moves: 'voucher',
      within: 'voucher',
      until: 'vouchered',
      asks: ['live'],
    });
  });

  test('an order is canceled once its voucher is posted', () => {
    const canceling = { ...settings, orderCommitment: 'cancelWhenPosted' } as const;
    const cancel = {
      id: 'orderCancel',
      step: 'orderCancel',
      kind: 'orderCancel',
      subject: order.subject,
      after: { step: 'voucher', stage: 'posted' },
      asks: ['live'],
    };
    expect(shown({ ...progress, settings: canceling }).at(-1)).toEqual(cancel);
    expect(shown({ ...release, settings: canceling })).toEqual([voucher]);
    expect(shown({ ...progress, settings: { ...canceling, apPosting: false } })).toEqual([order]);
  });

  describe('a journal stands in for a voucher that nobody is paid by', () => {
    const journal = { ...voucher, kind: 'journal', ...afterOrder };
    const stepsWith = (more: Partial<typeof settings>) =>
      shown({
        requisition: requisition([billed('26-010.S', '1', '1000.00', '0.00', '1000.00')], '0.00', first),
        settings: { ...settings, zeroPayable: 'journal', ...more },
      });

    test('it is left to AP, or processed, as vouchers are', () => {
      expect(stepsWith({})).toEqual([order, journal]);
      expect(stepsWith({ voucherProcessing: 'final' }).slice(2)).toEqual([
        expect.objectContaining({
          id: 'processorRun',
          moves: 'voucher',
          after: { step: 'voucher', stage: 'delivered' },
        }),
      ]);
      expect(stepsWith({ voucherProcessing: 'proof' }).slice(2)).toEqual([
        expect.objectContaining({ id: 'processorProof', moves: 'voucher', within: 'voucher' }),
      ]);
    });

    test('its order is canceled once it is posted', () => {
      expect(stepsWith({ orderCommitment: 'cancelWhenPosted' }).slice(2)).toEqual([
        expect.objectContaining({ id: 'orderCancel', after: { step: 'voucher', stage: 'posted' } }),
      ]);
    });

    test('a run for it is of the batch that it stands in, and finds it by its document type', () => {
      const plan = planned({
        requisition: requisition([billed('26-010.S', '1', '1000.00', '0.00', '1000.00')], '0.00', first),
        settings: { ...settings, zeroPayable: 'journal' },
      });
      const body = journalKind.complete(stepOf(plan, 'voucher').draft as JournalDraft, knownAtSending({ key: 'PC1' }));
      const earlier = { key: 'PC1', reference: {}, facts: {}, readBackAgoMs: null, body };
      const known = { ...knownAtSending({ key: 'PC2' }), earlier: () => earlier };
      expect(processorRun.complete({}, known)).toMatchObject({
        ediBatch: body.ediBatch,
        ediTransaction: 'PC1',
        company: '00200',
        supplier: '',
        journal: { documentType: 'JE' },
      });
    });
  });

  test('what was voided is planned again because of the decision about it', () => {
    const effects = new PostedEffects([
      {
        documentId: 'd',
        step: 'voucher',
        entries: [],
        posting: {
          key: 'PC1',
          system: 'jde',
          kind: 'voucher',
          planId: null,
          ordinal: 1,
          state: 'voided',
          stage: 'voided',
          origin: 'sent',
          subject: '',
          supplier: '',
          number: '',
          reference: null,
          facts: {},
          because: null,
        },
      },
    ]);
    const decisions = [{ id: 'd1', kind: 'confirmVoided', subject: 'PC1' }];
    const plan = planned(progress, { effects, decisions });
    expect(plan.steps.map((step) => [step.id, step.because])).toEqual([
      ['order', undefined],
      ['voucher', 'd1'],
    ]);
    expect(stepOf(planned(progress, { effects }), 'voucher').because).toBeUndefined();
  });
});

describe('what a person reads of it', () => {
  test('accounts as the chart prints them, dates and numbers', () => {
    const { head } = planned(progress);
    expect(head.lines.map((line) => [line.account, line.gross, line.netRetainage])).toEqual([
      ['4411.1340.26010', '10000.00', '1000.00'],
    ]);
    expect(head.facts).toEqual({
      'invoice date': '2026-10-31',
      'G/L date': '2026-10-31',
      'invoice number': 'ABC-1234',
    });
  });

  test('from where a date was moved, and what a number was cut from', () => {
    const plan = planned({
      requisition: requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', {
        ...first,
        billingDate: '2026-09-30',
        invoiceNumber: 'A-NUMBER-OF-MORE-THAN-25-CHARACTERS',
      }),
      settings: { ...settings, outsidePeriod: 'firstOpenDay' },
    });
    expect(plan.head.facts).toMatchObject({
      'G/L date': '2026-10-01 (moved from 2026-09-30, which is not open)',
      'in full': 'A-NUMBER-OF-MORE-THAN-25-CHARACTERS',
    });
    expect(plan.datesFollowTheClock).toBe(true);
    expect(planned(progress).datesFollowTheClock).toBe(false);
    expect(planned({ ...progress, settings: { ...settings, glDatePolicy: 'postingDay' } }).datesFollowTheClock).toBe(
      true,
    );
  });
});

describe('what counts although nothing is posted', () => {
  test('a release with AP posting off, by item', () => {
    const plan = planned({ ...release, settings: { ...settings, apPosting: false } });
    expect(plan.steps).toEqual([]);
    expect(plan.recorded).toEqual([
      {
        book: 'cost',
        supplier: '70123',
        account: '4411.1340.26010',
        orderLine: '',
        item: 'contract_item:1',
        amount: '0',
        gross: '0.00',
        withheld: '-3200.00',
        tax: '0',
        period: '2026-10',
      },
    ]);
  });

  test('nothing beside what is posted', () => {
    expect(planned(progress).recorded).toEqual([]);
    expect(planned(release).recorded).toEqual([]);
  });
});

describe('retainage that is left to people', () => {
  const leftOf = (fields: Parameters<typeof planned>[0]) => planned(fields).leftToPeople;
  const asPayItems = { ...settings, retainageMethod: 'payItem', retainageGlClass: 'RETN' } as const;

  test('is what a release lets go of where it is held back as pay items', () => {
    expect(leftOf({ ...release, settings: asPayItems })).toEqual({
      supplier: '70123',
      currency: 'USD',
      amount: '3200.00',
    });
  });

  test.each([
    ['nothing is released', { ...progress, settings: asPayItems }],
    ['the release is a voucher of ours', release],
    ['AP posting is off', { ...release, settings: { ...asPayItems, apPosting: false } }],
  ])('is none where %s', (_, fields) => {
    expect(leftOf(fields)).toBeNull();
  });
});
