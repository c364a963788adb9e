import type { CodedLine } from '../../coding/code-lines';
import type { Account } from '../account';
import { accountOf } from '../chart';

/** A line of a requisition that is coded to an account of JDE. */
export interface JdeLine extends Omit<CodedLine, 'target'> {
  readonly account: Account;
  /** The line of its commitment's order that it bills; absent: it is a line of an order of its own, or of none. */
  readonly orderLine?: string;
}

export function toJdeLine({ target, ...line }: CodedLine): JdeLine {
  return { ...line, account: accountOf(target) };
}
