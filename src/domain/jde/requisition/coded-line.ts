import type { CodedLine } from '../../coding/code-lines';
import type { Account } from '../account';
import { accountOf } from '../chart';

/** A line of a requisition that is coded to an account of JDE. */
export interface JdeLine extends Omit<CodedLine, 'target'> {
  readonly account: Account;
}

export function toJdeLine({ target, ...line }: CodedLine): JdeLine {
  return { ...line, account: accountOf(target) };
}
