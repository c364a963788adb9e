/** An account of the ERP: job or cost centre, object (cost type), subsidiary (cost code). All parts trimmed. */
export interface Account {
  readonly businessUnit: string;
  readonly object: string;
  readonly subsidiary: string;
  readonly subledger?: string;
  readonly subledgerType?: string;
}

/** `4411.1340.26010`; without a subsidiary `200.4110`. The subledger is not part of the account's name. */
export function accountName(account: Pick<Account, 'businessUnit' | 'object' | 'subsidiary'>): string {
  const parts = [account.businessUnit, account.object];
  if (account.subsidiary !== '') parts.push(account.subsidiary);
  return parts.join('.');
}

/** The reverse of `accountName`: `200.4110` or `4411.1340.26010`. Throws when it is neither. */
export function parseAccountName(name: string): Account {
  const [businessUnit, object, subsidiary = '', ...rest] = name.split('.').map((part) => part.trim());
  if (!businessUnit || !object || rest.length > 0) {
    throw new RangeError(`account "${name}": expected BUSINESS_UNIT.OBJECT or BUSINESS_UNIT.OBJECT.SUBSIDIARY`);
  }
  return { businessUnit, object, subsidiary };
}
