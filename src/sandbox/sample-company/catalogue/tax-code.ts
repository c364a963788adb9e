import { COMPANY_ID } from '../ids';

/** Nothing in the mapping or in JD Edwards answers to it. */
export const TAX_CODE = {
  id: COMPANY_ID + 801n,
  code: 'ID-SALES',
  description: 'Idaho sales tax',
  rate: '6.0',
} as const;
