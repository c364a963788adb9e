export interface WebhookResource {
  readonly name: string;
  readonly level: 'company' | 'project';
  readonly category: string;
  readonly except: readonly string[];
}

const project = (category: string, names: readonly string[]): WebhookResource[] =>
  names.map((name) => ({ name, level: 'project', category, except: [] }));

/** There is no "Requisitions" here, nor "Commitment Change Orders": a hook that asks for one is refused. */
export const WEBHOOK_RESOURCES: readonly WebhookResource[] = [
  ...project('Construction Financials', [
    'Draw Requests',
    'Work Order Contracts',
    'Work Order Contract Line Items',
    'Purchase Order Contracts',
    'Purchase Order Contract Line Items',
    'Change Order Packages',
    'Change Order Requests',
    'Potential Change Orders',
    'Potential Change Order Line Items',
    'Contract Payments',
    'Payment Applications',
    'Direct Costs',
    'Direct Cost Line Items',
    'Budget Line Items',
    'Budget Changes',
    'Budget Modifications',
  ]),
  {
    name: 'Budget View Snapshots',
    level: 'project',
    category: 'Construction Financials',
    except: ['update', 'delete'],
  },
  ...project('Core', ['Cost Codes', 'Sub Jobs']),
  { name: 'Project Vendors', level: 'project', category: 'Core', except: ['update'] },
  { name: 'Company Vendors', level: 'company', category: 'Core', except: [] },
  { name: 'Company Insurances', level: 'company', category: 'Core', except: [] },
  { name: 'Standard Cost Codes', level: 'company', category: 'Core', except: [] },
  { name: 'Standard Cost Code Lists', level: 'company', category: 'Core', except: ['update', 'delete'] },
  { name: 'Line Item Types', level: 'company', category: 'Core', except: [] },
  { name: 'Projects', level: 'company', category: 'Core', except: ['delete'] },
  { name: 'ERP Requests', level: 'company', category: 'Construction Financials', except: [] },
];

export const PAYLOAD_VERSIONS = ['v2', 'v2.0', 'v3.0', 'v4.0'] as const;
