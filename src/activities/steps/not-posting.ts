import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';

// What keeps a connection from posting anything at all.

export function notLive(): Problem {
  return {
    reason: 'notLive',
    kind: 'waiting',
    field: 'go-live',
    value: '',
    message: 'The connection has not gone live: nothing is posted yet.',
    remedies: [{ act: 'goLive' }],
    causeKey: causeKey.connection(),
  };
}

export function paused(reason: string): Problem {
  return {
    reason: 'paused',
    kind: 'waiting',
    field: 'connection',
    value: reason,
    message: `The connection is paused: ${reason}.`,
    remedies: [{ act: 'unpause' }],
    causeKey: causeKey.connection(),
  };
}

export function databaseRestored(reason: string): Problem {
  return {
    reason: 'paused',
    kind: 'waiting',
    field: 'database',
    value: '',
    message: `Nothing is posted, because the database is a restored one: ${reason}.`,
    remedies: [{ act: 'rebuildLedger' }],
    causeKey: causeKey.connection(),
  };
}
