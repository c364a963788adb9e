import { billed, history, item, noHistory, requisition } from '../../procore/procore-documents.fixture';
import { requisitionAmounts } from '../requisition-amounts';

const first = { number: 1, previousRequisitionId: null };
/** A contract of 10,000.00, all of it billed, 1,000.00 held, 9,000.00 paid. */
const booked = history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] });
const contract = { summary: { contractSumToDate: '10000.00' } };

function problemsOf(document: ReturnType<typeof requisition>, past = booked) {
  return requisitionAmounts({ requisition: document, history: past, previousRequisition: null, currency: 'USD' })
    .problems;
}

function release(amount: string) {
  return billed('26-010.S', '1', '10000.00', '1000.00', '0.00', amount);
}

describe('check 7: no more retainage is released than was held', () => {
  test('1,100.00 of 1,000.00: 10,100.00 would be paid on a contract of 10,000.00', () => {
    const problems = problemsOf(requisition([release('1100.00')], '9000.00', contract));
    expect(problems.map(({ reason, kind }) => [reason, kind])).toEqual([['overReleased', 'person']]);
    expect(problems[0]!.message).toMatch(/-100\.00 USD withheld to date.*10,100\.00 USD would be paid.*10,000\.00 USD/);
    expect(problems[0]!.remedies).toContainEqual({ act: 'decide', choice: 'acceptOverReleased' });
    expect(problems[0]!.facts).toMatchObject({ check: '7', left: 'withheld to date = -100.00 USD' });
  });

  test('all of it may be released, and a cent more is within the tolerance', () => {
    expect(problemsOf(requisition([release('1000.00')], '9000.00', contract))).toEqual([]);
    expect(problemsOf(requisition([release('1000.01')], '9000.00', contract))).toEqual([]);
    expect(problemsOf(requisition([release('1000.02')], '9000.00', contract))).toHaveLength(1);
  });

  test('the tolerance is a cent in all, not on each line', () => {
    const past = history('18000.00', {
      'contract_item:1': ['10000.00', '1000.00'],
      'contract_item:2': ['10000.00', '1000.00'],
    });
    const cent = (line: string) => billed('26-010.S', line, '10000.00', '1000.00', '0.00', '1000.01');
    expect(problemsOf(requisition([cent('1'), cent('2')], '18000.00'), past).map(({ reason }) => reason)).toEqual([
      'overReleased',
    ]);
  });

  test('what one line gives up too much is not made good by what another holds', () => {
    const past = history('18000.00', {
      'contract_item:1': ['10000.00', '1000.00'],
      'contract_item:2': ['10000.00', '1000.00'],
    });
    const held = billed('26-010.S', '2', '10000.00', '1000.00', '0.00');
    const [problem, ...more] = problemsOf(requisition([release('1500.00'), held], '18000.00'), past);
    expect([problem?.reason, more]).toEqual(['overReleased', []]);
    expect(problem!.message).toContain('line 1');
    expect(problem!.message).not.toContain('in all');
  });

  test('retainage below 0 of a line that bills below 0 lets no more be released in all than is held', () => {
    const past = history('8100.00', {
      'contract_item:1': ['10000.00', '1000.00'],
      'contract_item:2': ['-1000.00', '-100.00'],
    });
    const deductive = { scheduledValue: '-1000.00', workCompletedRetainageFromPreviousApplication: '-100.00' };
    const credit = item('26-010.S', { lineItemId: '2', totalCompletedAndStoredToDate: '-1000.00', ...deductive });
    const [problem, ...more] = problemsOf(requisition([release('1000.00'), credit], '8100.00'), past).filter(
      ({ reason }) => reason === 'overReleased',
    );
    expect(more).toEqual([]);
    expect(problem?.message).toMatch(/^Check 7: in all -100\.00 USD would be withheld to date/);
    expect(problemsOf(requisition([release('900.00'), credit], '8100.00'), past)).toEqual([]);
  });

  test('released stored materials count too', () => {
    const stored = item('05-120.M', {
      totalCompletedAndStoredToDate: '2500.00',
      materialsStoredRetainageCurrentlyRetained: '-50.00',
      materialsStoredRetainageReleasedThisPeriod: '300.00',
    });
    const past = history('2250.00', { 'contract_item:1': ['2500.00', '250.00'] });
    expect(problemsOf(requisition([stored], '2250.00'), past).map(({ reason }) => reason)).toEqual(['overReleased']);
  });

  test('a line that bills below 0 has retainage below 0, and none above', () => {
    const deductive = (retained: string) => ({
      ...billed('26-010.S', '1', '-1200.00', '0.00', retained),
      scheduledValue: '-1200.00',
    });
    expect(problemsOf(requisition([deductive('-120.00')], '0.00', first), noHistory)).toEqual([]);
    expect(
      problemsOf(requisition([deductive('120.00')], '0.00', first), noHistory).map(({ reason }) => reason),
    ).toEqual(['overReleased']);
  });

  test('where more is billed than the contract allows, check 6 alone says so', () => {
    const whole = { ...billed('26-010.S', '1', '10500.00', '0.00', '0.00'), scheduledValue: '10500.00' };
    const problems = problemsOf(requisition([whole], '0.00', { ...first, ...contract }), noHistory);
    expect(problems.map(({ reason }) => reason)).toEqual(['overContract']);
  });
});
