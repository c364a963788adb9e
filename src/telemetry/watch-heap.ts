import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Logger } from './log';
import type { Metrics } from './metrics';

/** Of its limit. What is left after a full collection is in use: above this, the process is soon at its end. */
const tooFull = 0.8;

/**
 * What a process keeps in memory, seen where it counts: after a full garbage collection. Sets the gauges, and warns once when
 * it comes near the limit of the heap, and again after it was below.
 */
export function watchHeap({ logger, metrics }: { readonly logger: Logger; readonly metrics: Metrics }): () => void {
  let warned = false;
  const look = (): void => {
    const { used_heap_size: bytes, heap_size_limit: total } = getHeapStatistics();
    metrics.heapAfterCollection(bytes, total);
    const isFull = bytes > tooFull * total;
    if (isFull && !warned) {
      logger.warn(
        { bytes, total },
        'the heap is nearly full after a garbage collection; the process will not live long',
      );
    }
    warned = isFull;
  };
  const observer = new PerformanceObserver((list) => {
    const isFullOne = list.getEntries().some((entry) => kindOf(entry) === constants.NODE_PERFORMANCE_GC_MAJOR);
    if (isFullOne) look();
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}

function kindOf(entry: PerformanceEntry): unknown {
  const detail: unknown = 'detail' in entry ? entry.detail : undefined;
  return typeof detail === 'object' && detail !== null && 'kind' in detail ? detail.kind : undefined;
}
