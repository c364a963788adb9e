import type { Application } from '../books/application';
import { changeOrderFiles } from './change-order-json';
import { directCostsJson } from './direct-cost-json';
import { contractJson, costCodeJson, costTypeJson } from './contract-json';
import { COST_TYPES } from '../catalogue/cost-catalogue';
import { wbsCodeJson } from '../catalogue/cost-structure';
import { COMPANY_ID, USER_ID, type IdSources } from '../ids';
import { monthOf, plusMonths } from '../month';
import type { Json, JsonObject } from '../json';
import { isPurchaseOrder } from '../plans/commitment-plan';
import type { ProjectBook } from '../books/project-book';
import type { ProjectPlan } from '../catalogue/project-plans';
import { changeOrderItemJson } from './requisition-item-json';
import { requisitionJson } from './requisition-json';
import { insurancesJson } from './insurance-json';
import { TAX_CODE } from '../catalogue/tax-code';
import { VENDORS, type VendorPlan } from '../catalogue/vendor-catalogue';

const COMPANY_NAME = 'Northgate Builders';

/** What Procore's API returns, one file per record set. */
export function procoreFiles(books: readonly ProjectBook[], today: string, ids: IdSources): Record<string, Json> {
  const lastMonth = plusMonths(monthOf(today), -1);
  const start = books[1]?.periods[0]?.start ?? today;
  const files: Record<string, Json> = {
    'procore/company.json': { id: COMPANY_ID, name: COMPANY_NAME, is_active: true, logo_url: null, my_company: true },
    'procore/me.json': { id: USER_ID, login: 'ml-connector@northgate.example', name: 'ML Connector (service account)' },
    'procore/projects.json': books.map(({ project }) => projectJson(project, start)),
    'procore/permitted_projects.json': books.filter(({ project }) => project.permitted).map(({ project }) => project.id),
    'procore/vendors.json': VENDORS.map((vendor) => vendorJson(vendor, start)),
    'procore/insurances.json': insurancesJson(today),
    'procore/line_item_types.json': COST_TYPES.map(costTypeJson),
    'procore/tax_codes.json': [
      {
        id: TAX_CODE.id,
        code: TAX_CODE.code,
        description: TAX_CODE.description,
        rate1: TAX_CODE.rate,
        archived: false,
        default_tax_code: false,
        origin_id: null,
        origin_data: null,
      },
    ],
  };
  for (const book of books) {
    for (const [name, content] of Object.entries(projectFiles(book, start))) {
      files[`procore/projects/${book.project.id}/${name}.json`] = content;
    }
    files[`procore/projects/${book.project.id}/direct_costs.json`] = directCostsJson(book, lastMonth, ids);
  }
  return files;
}

function projectFiles(book: ProjectBook, start: string): Record<string, Json> {
  const { project, structure, periods, contracts, applications } = book;
  const createdAt = `${start}T15:00:00Z`;
  const contractRows = (wanted: boolean) =>
    contracts
      .filter(({ number }) => isPurchaseOrder(number) === wanted)
      .map((contract) => {
        const own = applications.filter((application) => application.contract === contract);
        return contractJson(contract, own, own.at(-1)?.updatedOn ?? start);
      });
  return {
    cost_codes: structure
      .costCodes()
      .map((code) => costCodeJson(code, project, { created_at: createdAt, updated_at: createdAt, deleted_at: null })),
    sub_jobs: project.subJobs.map(({ id, code, name }) => ({
      id,
      code,
      name,
      origin_id: null,
      origin_data: null,
      created_at: createdAt,
      updated_at: createdAt,
    })),
    wbs_codes: structure.codings().map((coding) => wbsCodeJson(coding, project, createdAt)),
    billing_periods: periods.map(({ id, start: from, end, isOpen }, index) => ({
      id,
      project_id: project.id,
      position: index + 1,
      status: isOpen ? 'open' : 'closed',
      start_date: from,
      end_date: end,
      due_date: end,
      created_at: createdAt,
      updated_at: createdAt,
    })),
    work_order_contracts: contractRows(false),
    purchase_order_contracts: contractRows(true),
    ...changeOrderFiles(contracts),
    requisitions: applications.map(requisitionJson),
    requisition_change_order_items: changeOrderItems(applications),
  };
}

/** By requisition: a row does not say itself which one it is of. */
function changeOrderItems(applications: readonly Application[]): JsonObject {
  const byRequisition: Record<string, Json> = {};
  for (const application of applications) {
    const rows = application.lines.flatMap((line) => changeOrderItemJson(line) ?? []);
    if (rows.length > 0) {
      byRequisition[String(application.id)] = rows;
    }
  }
  return byRequisition;
}

function projectJson(project: ProjectPlan, start: string): JsonObject {
  return {
    id: project.id,
    name: project.name,
    display_name: `${project.number} - ${project.name}`,
    project_number: project.number,
    accounting_project_number: null,
    active: project.permitted,
    project_stage: { id: COMPANY_ID + 701n, name: project.permitted ? 'Course of Construction' : 'Post-Construction' },
    company: { id: COMPANY_ID, name: COMPANY_NAME },
    origin_id: null,
    origin_code: null,
    origin_data: null,
    time_zone: project.state === 'ID' ? 'America/Boise' : 'America/Los_Angeles',
    start_date: start,
    completion_date: null,
    total_value: null,
    city: project.city,
    state_code: project.state,
    zip: project.zip,
    country_code: 'US',
    created_at: `${start}T15:00:00Z`,
    updated_at: `${start}T15:00:00Z`,
    custom_fields: {},
  };
}

function vendorJson(vendor: VendorPlan, start: string): JsonObject {
  return {
    id: vendor.id,
    name: vendor.name,
    abbreviated_name: null,
    company: vendor.name,
    legal_name: vendor.name,
    address: vendor.address,
    city: vendor.city,
    state_code: vendor.state,
    zip: vendor.zip,
    country_code: 'US',
    business_phone: `(${vendor.state === 'ID' ? '208' : '253'}) 555-01${String(vendor.id % 100n).padStart(2, '0')}`,
    mobile_phone: null,
    fax_number: '',
    email_address: null,
    website: null,
    is_active: true,
    is_connected: false,
    authorized_bidder: true,
    prequalified: true,
    license_number: null,
    labor_union: null,
    union_member: false,
    non_union_prevailing_wage: false,
    notes: null,
    trade_name: '',
    business_id: null,
    // Those known to JD Edwards by the external key gave Procore no tax id.
    business_register:
      vendor.linkedBy === 'externalKey'
        ? null
        : { id: vendor.id + 70_000n, type: 'EIN', identifier: vendor.ein, verified_at: null, verification_status: null },
    primary_contact: null,
    vendor_group: null,
    attachments: [],
    origin_id: null,
    origin_code: null,
    origin_data: null,
    synced_to_erp: false,
    created_at: `${start}T14:10:00Z`,
    updated_at: `${start}T14:10:00Z`,
  };
}
