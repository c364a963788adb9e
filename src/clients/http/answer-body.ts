import { parse } from 'lossless-json';

export type AcceptedBody = 'json' | 'text' | 'bytes';

/** `foreign`: not what was asked for, so probably not from the system itself; its words are never passed on. */
export type AnswerBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'empty' }
  | { readonly kind: 'foreign'; readonly description: string };

/** Every JSON number becomes a string of its own digits: ids pass 2^53 and money must not meet a float. */
export function readAnswerBody(bytes: Buffer, contentType: string | undefined, accept: AcceptedBody): AnswerBody {
  if (accept === 'bytes') return { kind: 'bytes', bytes };
  const text = new TextDecoder('utf-8').decode(bytes);
  if (accept === 'text') return { kind: 'text', text };
  if (text.trim() === '') return { kind: 'empty' };
  try {
    return { kind: 'json', value: parse(text, null, (digits) => digits) };
  } catch {
    // The parser's error quotes the text, which may be anybody's data: only its class is passed on.
    return { kind: 'foreign', description: foreignDescription(text, contentType) };
  }
}

function foreignDescription(text: string, contentType: string | undefined): string {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(contentType ?? '')?.[0] ?? 'no content type';
  const start = text.trimStart().slice(0, 15).toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) {
    return `HTML instead of JSON (${type}), as from a proxy or a login page`;
  }
  if (start.startsWith('<')) return `XML or HTML instead of JSON (${type})`;
  if (start.startsWith('{') || start.startsWith('[')) return `JSON that breaks off or is not valid (${type})`;
  return `plain text instead of JSON (${type})`;
}
