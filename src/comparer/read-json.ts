import { parse } from 'lossless-json';
import { request } from 'undici';
import type { z } from 'zod';

/** A source that cannot be read: nothing was compared. */
export class UnreadableSource extends Error {}

/** Numbers become strings: ids have up to 64 bits and amounts are exact. */
export function readJson<T>(text: string, schema: z.ZodType<T>, where: string): T {
  let value: unknown;
  try {
    value = parse(text, null, (digits) => digits);
  } catch (cause) {
    throw new UnreadableSource(`${where} is not JSON`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UnreadableSource(`${where}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`);
}

/** What a sandbox tells at its control address; `path` such as `records/projects`. */
export async function fetchControl<T>(controlUrl: string, path: string, schema: z.ZodType<T>): Promise<T> {
  const url = `${controlUrl.replace(/\/$/, '')}/control/${path}`;
  let text: string;
  try {
    const answer = await request(url);
    text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}: ${text.slice(0, 200)}`);
  } catch (cause) {
    throw new UnreadableSource(`${url}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  return readJson(text, schema, url);
}
