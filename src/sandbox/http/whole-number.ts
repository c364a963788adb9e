import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';

/** A whole number of a body that was parsed losslessly. */
export function wholeNumber(from: number, to = Number.MAX_SAFE_INTEGER) {
  return z.preprocess(
    (value) => (value instanceof LosslessNumber ? Number(value.value) : value),
    z.number().int().min(from).max(to),
  );
}
