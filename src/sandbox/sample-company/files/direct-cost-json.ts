import { decimalOf } from '../../decimal';
import { money, share } from '../amounts';
import { TAX_CODE } from '../catalogue/tax-code';
import { vendorNamed } from '../catalogue/vendor-catalogue';
import { COMPANY_ID, type IdSource } from '../ids';
import type { JsonObject } from '../json';
import { dayOf, type Month } from '../month';
import type { ProjectBook } from '../books/project-book';
import { costCodeJson, costTypeJson } from './contract-json';

interface DirectCostPlan {
  readonly project: string;
  readonly type: 'invoice' | 'expense' | 'payroll';
  readonly status: 'draft' | 'pending' | 'approved';
  /** Day of last month. */
  readonly day: number;
  readonly vendor: string | null;
  readonly number: string | null;
  readonly description: string;
  /** One line for each; the codes of the project in their order. */
  readonly amounts: readonly string[];
  readonly taxed?: true;
  /** Another integration's, which locks it. */
  readonly originId?: string;
}

/** Costs without a commitment: of each type, credits, one that is taxed, one of another integration, some not approved yet. */
const PLANS: readonly DirectCostPlan[] = [
  {
    ...{ project: '4425', type: 'invoice', status: 'approved', day: 8, vendor: 'Evergreen Grading', number: 'EG-1180' },
    ...{ description: 'Haul road after the storm', amounts: ['1840.00', '326.75'] },
  },
  {
    ...{ project: '4425', type: 'invoice', status: 'approved', day: 19, vendor: 'Evergreen Grading', number: 'EG-1180C' },
    ...{ description: 'Credit for gravel returned', amounts: ['-326.75'] },
  },
  {
    ...{ project: '4425', type: 'expense', status: 'approved', day: 11, vendor: 'Pacific Door & Hardware', number: 'R-20417' },
    ...{ description: 'Padlocks, paid by card', amounts: ['96.40'] },
  },
  {
    ...{ project: '4425', type: 'payroll', status: 'approved', day: 26, vendor: null, number: null },
    ...{ description: 'Own crew, week 43', amounts: ['4215.50'] },
  },
  {
    ...{ project: '4425', type: 'invoice', status: 'pending', day: 27, vendor: 'Sound Masonry', number: 'SM-88' },
    ...{ description: 'Patching, not agreed yet', amounts: ['700.00'] },
  },
  {
    ...{ project: '4425', type: 'invoice', status: 'pending', day: 28, vendor: 'Evergreen Grading', number: 'EG-1204C' },
    ...{ description: 'Credit for a pump returned', amounts: ['-150.00'] },
  },
  {
    ...{ project: '4425', type: 'payroll', status: 'pending', day: 30, vendor: null, number: null },
    ...{ description: 'Own crew, week 44', amounts: ['3980.25'] },
  },
  {
    ...{ project: '4440', type: 'invoice', status: 'approved', day: 14, vendor: 'Gem State Electric', number: 'GS-3305' },
    ...{ description: 'Temporary power', amounts: ['1250.00'], taxed: true },
  },
  {
    ...{ project: '4440', type: 'expense', status: 'draft', day: 21, vendor: 'Gem State Electric', number: 'GS-3311' },
    ...{ description: 'Extension leads', amounts: ['58.20'] },
  },
  {
    ...{ project: '4432', type: 'invoice', status: 'approved', day: 16, vendor: 'Columbia Precast', number: 'CP-771' },
    ...{ description: 'Lifting inserts', amounts: ['412.00'], originId: 'PAYABLES-00771' },
  },
  {
    ...{ project: '4432', type: 'invoice', status: 'pending', day: 24, vendor: 'Columbia Precast', number: 'CP-790' },
    ...{ description: 'Crane mats', amounts: ['615.00', '90.50'] },
  },
];

/** A line with its tax, rounded to the cent. */
const withTax = (amount: string): string => {
  const net = decimalOf(amount);
  return money(net.plus(share(net, decimalOf(TAX_CODE.rate), 100)));
};

/** As Procore shows them, with their lines; what they come to follows from these. */
export function directCostsJson(
  { project, structure }: ProjectBook,
  lastMonth: Month,
  ids: { readonly directCost: IdSource; readonly directCostLine: IdSource },
): readonly JsonObject[] {
  const codings = structure.codings();
  const plans = PLANS.filter((plan) => plan.project === project.number);
  return plans.map((plan) => {
    const day = dayOf(lastMonth, plan.day);
    const times = { created_at: `${day}T17:20:00Z`, updated_at: `${day}T18:05:30Z` };
    const vendor = plan.vendor === null ? null : vendorNamed(plan.vendor);
    return {
      id: ids.directCost.next(),
      direct_cost_type: plan.type,
      status: plan.status,
      direct_cost_date: day,
      received_date: day,
      payment_date: null,
      invoice_number: plan.number,
      vendor: vendor === null ? null : { id: vendor.id, name: vendor.name },
      employee: plan.type === 'payroll' ? { id: COMPANY_ID + 91n, name: 'Dana Whitlock' } : null,
      terms: null,
      description: plan.description,
      origin_id: plan.originId ?? null,
      origin_data: null,
      deleted_at: null,
      currency_configuration: {
        currency_iso_code: project.currency,
        currency_exchange_rate: project.currency === null ? null : '1.0',
        base_currency_iso_code: project.currency,
      },
      ...times,
      line_items: plan.amounts.map((amount, index) => {
        const coding = codings[index % codings.length];
        if (coding === undefined) throw new Error(`Project ${project.number} has no codes`);
        return {
          id: ids.directCostLine.next(),
          position: index + 1,
          description: plan.description,
          amount,
          ...(plan.taxed === true ? { total_amount: withTax(amount) } : {}),
          quantity: '0.0',
          unit_cost: '0.0',
          uom: null,
          extended_type: 'manual',
          tax_code_id: plan.taxed === true ? TAX_CODE.id : null,
          ref: null,
          cost_code: costCodeJson(coding.costCode, project),
          line_item_type: costTypeJson(coding.costType),
          wbs_code: { id: coding.wbsCodeId, flat_code: coding.flatCode, description: coding.description },
          origin_id: null,
          origin_data: null,
          ...times,
        };
      }),
    };
  });
}
