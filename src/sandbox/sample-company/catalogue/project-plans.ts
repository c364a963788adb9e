import { COMPANY_ID } from '../ids';

export interface SubJobPlan {
  readonly id: bigint;
  readonly code: string;
  readonly name: string;
}

export interface ProjectPlan {
  readonly id: bigint;
  readonly number: string;
  readonly name: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  /** Company in JD Edwards. */
  readonly company: '00200' | '00210';
  readonly subJobs: readonly SubJobPlan[];
  /** False: over, and the integration's service account may not use it. */
  readonly permitted: boolean;
  /** Null: Procore names no currency, which means the company's own. */
  readonly currency: string | null;
  /** `path_codes` of its segment items: `["03", "03-30-00"]` or `["03", "30-00"]`; no page says which Procore gives. */
  readonly pathCodes: 'cumulative' | 'byLevel';
  /** Requisition ids that a double cannot hold. */
  readonly largeIds?: boolean;
}

const project = (
  n: number,
  number: string,
  name: string,
  [city, state, zip]: readonly [string, string, string],
  rest: Partial<ProjectPlan> = {},
): ProjectPlan => ({
  id: COMPANY_ID + BigInt(2000 + n),
  number,
  name,
  city,
  state,
  zip,
  company: '00200',
  subJobs: [],
  permitted: true,
  currency: 'USD',
  pathCodes: 'cumulative',
  ...rest,
});

const subJob = (n: number, code: string, name: string): SubJobPlan => ({ id: COMPANY_ID + BigInt(3000 + n), code, name });

export const PROJECTS: readonly ProjectPlan[] = [
  project(1, '4411', 'Harborview Medical Office Building', ['Tacoma', 'WA', '98402']),
  project(2, '4425', 'Cedar Ridge Elementary School', ['Olympia', 'WA', '98501'], { pathCodes: 'byLevel' }),
  project(3, '4432', 'Union Station Garage and Retail', ['Portland', 'OR', '97209'], {
    subJobs: [subJob(1, 'A', 'Parking Garage'), subJob(2, 'B', 'Retail Podium')],
  }),
  project(4, '4440', 'Mill Creek Water Treatment Plant', ['Boise', 'ID', '83702'], {
    company: '00210',
    currency: null,
    pathCodes: 'byLevel',
  }),
  project(5, '4452', 'Riverside Lofts', ['Spokane', 'WA', '99201'], { largeIds: true }),
  project(6, '4399', 'Old Armory Renovation', ['Tacoma', 'WA', '98405'], { permitted: false }),
];
