import { createPrivateKey, createSign, X509Certificate, type KeyObject } from 'node:crypto';

/** Tokens are dated back by so much, for clocks that differ, and end so much sooner: an hour is the longest (reference 1.2). */
export const backDatedSeconds = 60;

/** A JWT signed by RS256, known by its certificate. Throws a RangeError when key or certificate cannot be read. */
export function signedJwt(
  claims: Readonly<Record<string, string>>,
  signer: { readonly privateKey: string; readonly certificate: string },
  life: { readonly nowMs: number; readonly minutes: number },
): string {
  const iat = Math.floor(life.nowMs / 1000) - backDatedSeconds;
  const exp = iat + life.minutes * 60;
  const header = { alg: 'RS256', typ: 'JWT', x5t: thumbprint(signer.certificate) };
  const content = [header, { ...claims, iat, exp }].map((part) => base64url(JSON.stringify(part))).join('.');
  const signature = createSign('RSA-SHA256').update(content).sign(keyOf(signer.privateKey));
  return `${content}.${signature.toString('base64url')}`;
}

/** SHA-1 of the certificate, as it is registered. */
function thumbprint(certificate: string): string {
  try {
    const hex = new X509Certificate(certificate).fingerprint.replaceAll(':', '');
    return Buffer.from(hex, 'hex').toString('base64url');
  } catch {
    throw new RangeError('fusion.authentication.certificate: is no certificate that can be read');
  }
}

// Its error would quote from the key.
function keyOf(privateKey: string): KeyObject {
  try {
    return createPrivateKey(privateKey);
  } catch {
    throw new RangeError('fusion.secret: holds no private key that can be read; expected PEM without a passphrase');
  }
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
