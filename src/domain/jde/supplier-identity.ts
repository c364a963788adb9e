import type { IdentityRule } from '../vendor/identified-supplier';
import type { SupplierIdentity } from '../vendor/supplier-identity';
import { jdeFact } from './facts';

/**
 * An address book number has no id behind it and no time of creation, and numbers are given again: who has it is told by tax id and
 * name. `{number, name, taxDigest}`; the digest is left out where there is no tax id.
 */
export const jdeIdentity: IdentityRule = {
  erp: 'JDE',
  field: 'AN8',
  seen: (facts, supplierNumber) => {
    const supplier = jdeFact(facts, 'supplier', supplierNumber);
    if (supplier?.taxDigest === undefined) return undefined;
    const { number, name, taxDigest } = supplier;
    return { number, name, ...(taxDigest === '' ? {} : { taxDigest }) };
  },
  differences: jdeDifferences,
};

/** A supplier with the same tax id is the same under whatever name; without tax ids to compare the name decides. */
function jdeDifferences(then: SupplierIdentity, now: SupplierIdentity): readonly string[] {
  const was = then['name'];
  const is = now['name'] ?? '';
  const names = was === undefined || bare(was) === bare(is) ? [] : [`it was ${was} then and is ${is} now`];
  const [taxThen, taxNow] = [then['taxDigest'], now['taxDigest']];
  if (taxThen === undefined || taxNow === undefined) return names;
  return taxThen === taxNow ? [] : [...names, 'its tax id is another'];
}

/** Blanks, case and signs are no other company. */
function bare(name: string): string {
  return name.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}
