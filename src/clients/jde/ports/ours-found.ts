import type { OursFound } from '../../erp-adapter';
import type { OurDocument } from '../postings/our-documents';

export function toOursFound({ erpKey: key, step, reference, stage }: OurDocument): OursFound {
  return { key, step, reference, stage };
}
