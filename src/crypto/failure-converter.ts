import { DefaultFailureConverter } from '@temporalio/common';

/** Puts messages and stack traces into a payload, which the codec then encrypts. Loaded by path, also into the workflow bundle. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
