import { z } from 'zod';
import { anyText, date, dateTime, flag, id, maybe, oneOf, origin, text1, times } from './value-schemas';

export const vendorSchema = z.looseObject({
  id,
  name: text1,
  is_active: flag,
  origin_code: maybe(anyText),
  business_register: maybe(z.looseObject({ type: maybe(anyText), identifier: maybe(anyText) })),
  ...origin,
  ...times,
  updated_at: dateTime,
});

const insuranceStatus = [
  ...['compliant', 'compliant_in_progress', 'expired', 'non_compliant', 'non_compliant_in_progress'],
  ...['undecided', 'unregistered'],
];

/** It has no times (reference 9.4). */
export const insuranceSchema = z.looseObject({
  id,
  vendor_id: id,
  insurance_type: maybe(anyText),
  effective_date: maybe(date),
  expiration_date: maybe(date),
  status: maybe(oneOf(...insuranceStatus)),
  exempt: maybe(flag),
  ...origin,
});
