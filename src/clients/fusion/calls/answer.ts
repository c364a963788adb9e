import { readAnswerBody } from '../../http/answer-body';
import { lostAnswer, type CallEffect } from '../../http/lost-answer';
import type { HttpAnswer } from '../../http/send-request';

/** An answer whose body was read as bytes, because Fusion words some errors as plain text. */
export interface FusionAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly correlationId: string | undefined;
  readonly body:
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'empty' }
    | { readonly kind: 'foreign'; readonly description: string };
}

/** Plain text longer than this is no sentence of Fusion's. */
const longestText = 4_000;

/** Throws what a lost answer is when something else than JSON comes with a 2xx: a page of a login or of a maintenance window. */
export function readFusionAnswer(
  answer: HttpAnswer,
  call: { readonly operation: string; readonly effect: CallEffect },
): FusionAnswer {
  const { status, headers, correlationId } = answer;
  const bytes = answer.body.kind === 'bytes' ? answer.body.bytes : Buffer.alloc(0);
  const contentType = headers['content-type'];
  const read = readAnswerBody(bytes, contentType, 'json');
  if (read.kind === 'json' || read.kind === 'empty') return { status, headers, correlationId, body: read };
  const description = read.kind === 'foreign' ? read.description : 'no JSON';
  if (status >= 200 && status < 300) {
    throw lostAnswer(call.effect, `answered ${String(status)} with ${description}`, {
      system: 'fusion',
      operation: call.operation,
      status,
      correlationId,
      detail: { reason: 'foreignAnswer' },
    });
  }
  const isText = /^text\/plain\b/i.test(contentType ?? '') && bytes.length <= longestText;
  const body = isText
    ? { kind: 'text' as const, text: bytes.toString('utf8') }
    : { kind: 'foreign' as const, description };
  return { status, headers, correlationId, body };
}
