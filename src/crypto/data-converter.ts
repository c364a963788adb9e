import type { DataConverter } from '@temporalio/common';
import { EncryptingPayloadCodec, type EncryptingCodecOptions } from './payload-codec';

/** The one data converter of client, worker and replay: a history written with it reads with nothing else. */
export function createDataConverter(options: EncryptingCodecOptions): DataConverter {
  return {
    failureConverterPath: require.resolve('./failure-converter'),
    payloadCodecs: [new EncryptingPayloadCodec(options)],
  };
}
