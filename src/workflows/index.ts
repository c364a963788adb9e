export { commitment } from './commitment';
export { goLive } from './go-live';
export { journalRun } from './journal-run';
export { pollFeed } from './poll-feed';
export { rebuildLedger } from './rebuild-ledger';
export { reconcile } from './reconcile';
export { requisition } from './requisition';
export { vendor } from './vendor';
