import type { CommitmentPlan } from './commitment-plan';

/** Over, inactive, and not among the projects that the integration may read. */
export const ARMORY: readonly CommitmentPlan[] = [
  {
    project: '4399',
    number: 'SC-4399-001',
    title: 'Selective Demolition',
    vendor: 'Evergreen Grading',
    lines: ['02-41-00.S 87600'],
    months: [-8, -5],
    reaches: 100,
    status: 'Complete',
    final: true,
    release: 'progress_and_retainage_release',
  },
  {
    project: '4399',
    number: 'SC-4399-002',
    title: 'Doors and Frames',
    vendor: 'Pacific Door & Hardware',
    lines: ['08-11-00.S 46300', '08-11-00.M 31900'],
    months: [-8, -4],
    reaches: 100,
    status: 'Complete',
    stored: 'moved',
    final: true,
    release: 'retainage_release',
  },
];
