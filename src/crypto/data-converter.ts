import path from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { EncryptingPayloadCodec, type EncryptingCodecOptions } from './payload-codec';

/** The one data converter of client, worker and replay: a history written with it reads with nothing else. */
export function createDataConverter(options: EncryptingCodecOptions): DataConverter {
  return {
    // By its path also where the command line is bundled: beside `crypto`, a folder as deep.
    failureConverterPath: path.join(__dirname, '../crypto/failure-converter'),
    payloadCodecs: [new EncryptingPayloadCodec(options)],
  };
}
