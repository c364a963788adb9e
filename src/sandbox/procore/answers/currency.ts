import { isJsonObject, type JsonObject, type JsonValue } from '../../http/json-value';
import { pick } from '../list/members';

/** What v1.0 shows of a currency: its code, no exchange rate. Nothing where the record names none. */
export function currencyCode(currency: JsonValue | undefined): JsonObject {
  return isJsonObject(currency) ? { currency_configuration: pick(currency, ['currency_iso_code']) } : {};
}
