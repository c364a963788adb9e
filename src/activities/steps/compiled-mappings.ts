import { compileMapping, type CompiledMapping } from '../../domain/coding/resolve-coding';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';

/** Versions never change; only the newest few are still asked for. */
const mostKept = 20;

/** A connection's mapping by version, compiled once. */
export function createCompiledMappings(): (tx: Tx, scope: Scope, version: number) => Promise<CompiledMapping> {
  const mappings = new Map<string, CompiledMapping>();
  return async (tx, scope, version) => {
    const key = `${scope.connectionId}/${version}`;
    const known = mappings.get(key);
    if (known !== undefined) return known;
    const made = compileMapping(await tx.mappings.load(scope, version));
    if (mappings.size > mostKept) mappings.clear();
    mappings.set(key, made);
    return made;
  };
}
