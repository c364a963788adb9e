export { pollFeed } from './poll-feed';
export { reconcile } from './reconcile';
export { requisition } from './requisition';
export { vendor } from './vendor';
