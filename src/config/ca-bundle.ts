import { createSecureContext } from 'node:tls';
import { z } from 'zod';

/** The certificates of a PEM text; throws a TypeError when it holds none, or one that cannot be read. */
export function certificatesIn(caBundlePem: string): readonly string[] {
  const certificates = caBundlePem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (certificates === null)
    throw new TypeError('the CA bundle holds no PEM certificate (-----BEGIN CERTIFICATE-----)');
  try {
    createSecureContext({ ca: certificates });
  } catch (cause) {
    throw new TypeError('the CA bundle holds a certificate that cannot be read', { cause });
  }
  return certificates;
}

/** Certificates that are trusted besides the public ones. */
export const caBundleSchema = z
  .string()
  .refine(isCaBundle, 'is no PEM certificate; put the text of the bundle here, from -----BEGIN CERTIFICATE-----');

function isCaBundle(text: string): boolean {
  try {
    return certificatesIn(text).length > 0;
  } catch {
    return false;
  }
}
