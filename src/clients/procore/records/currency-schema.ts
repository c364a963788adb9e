import { z } from 'zod';
import type { ProcoreCurrency } from '../../../domain/procore/procore-documents';
import { decimalOrNull, filledTextOrNull } from '../calls/fields';

const noCurrency: ProcoreCurrency = { iso: null, baseIso: null, rate: null };

/** `currency_configuration`; absent where a company does not use several currencies. */
export const currencySchema: z.ZodType<ProcoreCurrency> = z
  .object({
    currency_iso_code: filledTextOrNull,
    base_currency_iso_code: filledTextOrNull,
    currency_exchange_rate: decimalOrNull,
  })
  .transform((row) => ({
    iso: row.currency_iso_code,
    baseIso: row.base_currency_iso_code,
    rate: row.currency_exchange_rate,
  }))
  .nullish()
  .transform((currency) => currency ?? noCurrency);
