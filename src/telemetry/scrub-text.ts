import { HIDDEN } from './allowed-names';

const MAX_CHARS = 4_000;

/**
 * A second net under the allow-list: free text (messages, stacks) is written by us and by libraries, and some of these quote what they were given.
 * Each pattern has a fixed shape or a bounded run, so a hostile text cannot make it slow.
 */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{1,40}-----[\s\S]*?(?:-----END [A-Z ]{1,40}-----|$)/g, HIDDEN],
  // V8 quotes the body that it could not parse.
  [/(?:\.\.\.)?"[\s\S]{0,200}?"(?:\.\.\.)? is not valid JSON/g, `${HIDDEN} is not valid JSON`],
  [/\b(Bearer|Basic|Digest|Negotiate)\s+[A-Za-z0-9._~+/=-]{4,}/gi, `$1 ${HIDDEN}`],
  [/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?/g, HIDDEN],
  [/([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@"'<>]{1,400}@/gi, `$1${HIDDEN}@`],
  [/([?&][A-Za-z0-9_.[\]$%-]{1,80}=)[^\s&#"'<>]+/g, `$1${HIDDEN}`],
  [
    /(["']?[\w-]{0,40}(?:password|passwd|passphrase|secret|token|api[_-]?key|authorization|cookie|private[_-]?key)["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&}\])]+)/gi,
    `$1${HIDDEN}`,
  ],
];

export function scrubText(text: string): string {
  const cut = text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}... (${text.length} characters)` : text;
  return PATTERNS.reduce((scrubbed, [pattern, replacement]) => scrubbed.replace(pattern, replacement), cut);
}
