import { z } from 'zod';
import { connectionFileSchema } from '../../config/connection-file';

/** The JSON schema of connection.json, for whoever writes one. */
export function connectionFileJsonSchema(): object {
  return z.toJSONSchema(connectionFileSchema, { io: 'input', unrepresentable: 'any' });
}
