import { order, orderLine } from '../requisition/planner.fixture';
import { isClosed, isReopened } from './order-closing';

const lineIs = (status: string) =>
  orderLine('1', { status, schedules: orderLine('1').schedules.map((one) => ({ ...one, status })) });
const orderIs = (status: string, ...lines: readonly string[]) => order({ status, lines: lines.map(lineIs) });

test.each([
  [true, 'CLOSED', ['CLOSED', 'FINALLY CLOSED', 'CANCELED']],
  // A level that shows no status has that of the one above it.
  [true, 'CLOSED', ['']],
  [false, 'CLOSED', ['CLOSED', 'CLOSED FOR RECEIVING']],
  [false, 'OPEN', ['CLOSED']],
] as const)('that it is closed is %s where it is %s, its schedules %s', (expected, status, lines) => {
  expect(isClosed(orderIs(status, ...lines))).toBe(expected);
});

test.each([
  [true, 'OPEN', ['OPEN', 'CANCELED', 'FINALLY CLOSED']],
  [true, 'OPEN', ['']],
  [false, 'OPEN', ['OPEN', 'CLOSED FOR INVOICING']],
  [false, 'CLOSED', ['CLOSED']],
] as const)('that it is open again is %s where it is %s, its schedules %s', (expected, status, lines) => {
  expect(isReopened(orderIs(status, ...lines), null)).toBe(expected);
});
