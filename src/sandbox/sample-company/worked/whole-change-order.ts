import type { WorkedCommitment } from './example';

const NO_WORK = { workBefore: '0.00', workNow: '0.00', stored: '0.00', total: '0.00', totalBefore: '0.00' };
const NOT_BILLED = { ...NO_WORK, retainedBefore: '0.00', retainedNow: '0.00', gross: '0.00', net: '0.00' };

export const WHOLE_CHANGE_ORDER: readonly WorkedCommitment[] = [
  {
    number: 'SC-4411-004',
    title: 'Imaging Suite',
    vendor: 'Puget Power Electric',
    original: '30000.00',
    changes: '12000.00',
    contractSum: '42000.00',
    lines: [
      { key: 'base', code: '26-010.S', description: 'Imaging suite power', scheduled: '30000.00', kind: 'contract_item' },
      {
        key: 'whole',
        code: null,
        description: 'Relocate MRI room',
        scheduled: '12000.00',
        kind: 'whole_change_order_item',
      },
    ],
    changeOrder: {
      title: 'Relocate MRI room',
      isWhole: true,
      lines: [
        ['26-010.S', '10000.00'],
        ['03-300.S', '5000.00'],
        ['05-120.M', '-3000.00'],
      ],
    },
    requisitions: [
      {
        example: 'D 50 %',
        period: 1,
        invoiceNumber: 'PPE-4411-11',
        items: [
          { line: 'base', ...NOT_BILLED },
          {
            line: 'whole',
            workBefore: '0.00',
            workNow: '6000.00',
            stored: '0.00',
            total: '6000.00',
            totalBefore: '0.00',
            retainedBefore: '0.00',
            retainedNow: '600.00',
            gross: '6000.00',
            net: '5400.00',
          },
        ],
        total: '6000.00',
        workRetainage: '600.00',
        storedRetainage: '0.00',
        retainage: '600.00',
        earned: '5400.00',
        previousCertificates: '0.00',
        due: '5400.00',
      },
      {
        example: 'D 100 %',
        period: 2,
        invoiceNumber: 'PPE-4411-12',
        items: [
          { line: 'base', ...NOT_BILLED },
          {
            line: 'whole',
            workBefore: '6000.00',
            workNow: '6000.00',
            stored: '0.00',
            total: '12000.00',
            totalBefore: '6000.00',
            retainedBefore: '600.00',
            retainedNow: '600.00',
            gross: '6000.00',
            net: '5400.00',
          },
        ],
        total: '12000.00',
        workRetainage: '1200.00',
        storedRetainage: '0.00',
        retainage: '1200.00',
        earned: '10800.00',
        previousCertificates: '5400.00',
        due: '5400.00',
      },
    ],
  },
];
