export interface NotSentReason {
  readonly code: string;
  readonly text: string;
}

/** Why a request never left, in words that name the host and who can help. */
export function notSentReason(error: unknown, host: string): NotSentReason {
  const code = codeOf(error) ?? 'unknown';
  return { code, text: `${textFor(code, host)} (${code})` };
}

function textFor(code: string, host: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name ${host} is not known here; check the base address`;
  if (code === 'ECONNREFUSED') return `${host} refuses connections; nothing listens there or a firewall is between`;
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return `${host} does not take the connection in time`;
  if (code === 'requestLimit') return `no connection to ${host} became free within the request limit`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `the certificate shown is not for ${host}; check the base address`;
  if (code === 'CERT_HAS_EXPIRED') return `the certificate of ${host} has expired; ask whoever runs it to renew it`;
  if (isAboutCertificates(code)) {
    return `the certificate of ${host} is not trusted; give the connection the CA bundle of the company's authority`;
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return `${host} does not answer with TLS; check https and port`;
  return `no connection to ${host}`;
}

function isAboutCertificates(code: string): boolean {
  return (
    /CERT/.test(code) || code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' || code === 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'
  );
}

// Read by shape, not by class: an AbortSignal's reason is a DOMException, and connection errors can come nested.
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const shape = error as { name?: unknown; code?: unknown; errors?: unknown; cause?: unknown };
  if (shape.name === 'TimeoutError') return 'requestLimit';
  if (typeof shape.code === 'string') return shape.code;
  if (Array.isArray(shape.errors)) return shape.errors.map(codeOf).find((code) => code !== undefined);
  return codeOf(shape.cause);
}
