/** Ids have up to 64 bits, so they are bigint here and plain JSON numbers in the files. */
export type Json = string | number | bigint | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [member: string]: Json;
}
