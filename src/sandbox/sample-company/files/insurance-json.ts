import { VENDORS } from '../catalogue/vendor-catalogue';
import { IdSource } from '../ids';
import type { JsonObject } from '../json';
import { firstDay, lastDay, monthOf, plusMonths } from '../month';

/** Vendors whose insurances are told of; all others are in order, and those of the last one nobody has asked for. */
const OVER = 'Tri-Rivers Excavating';
const RENEWED = 'Sound Masonry';
const EXEMPT = 'Keystone Sealants';

/** As the company directory has them: a year each, begun in one of the eleven months before; one is over, and one was over and has a renewal of its own. */
export function insurancesJson(today: string): readonly JsonObject[] {
  const ids = IdSource.from(700_000);
  const now = monthOf(today);
  return VENDORS.slice(0, -1).flatMap((vendor, index) => {
    const policy = (type: string, begunMonthsAgo: number, fields: JsonObject = {}): JsonObject => ({
      id: ids.next(),
      vendor_id: vendor.id,
      insurance_type: type,
      insurance_provider: 'Pinnacle Casualty',
      policy_number: `PC-${vendor.id % 1000n}-${begunMonthsAgo}`,
      limit: '2000000',
      effective_date: firstDay(plusMonths(now, -begunMonthsAgo)),
      expiration_date: lastDay(plusMonths(now, 11 - begunMonthsAgo)),
      status: 'compliant',
      exempt: false,
      info_received: true,
      origin_id: null,
      origin_data: null,
      ...fields,
    });
    const months = index % 11;
    const compensation = policy("Workers' Compensation", months);
    if (vendor.name === OVER) return [policy('General Liability', 13, { status: 'expired' }), compensation];
    if (vendor.name === RENEWED) {
      return [policy('General Liability', 13), policy('General Liability', 1), compensation];
    }
    if (vendor.name === EXEMPT) return [policy('General Liability', months, { exempt: true, expiration_date: null })];
    return [policy('General Liability', months), compensation];
  });
}
