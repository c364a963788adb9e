/** Up to when a feed has read; null when it never has. */
export function readUntil(watermark: unknown): Date | null {
  if (typeof watermark !== 'object' || watermark === null || !('until' in watermark)) return null;
  return typeof watermark.until === 'string' ? new Date(watermark.until) : null;
}
