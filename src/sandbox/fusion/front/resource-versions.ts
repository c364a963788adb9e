import type { JsonObject } from '../../http/json-value';

const FRAMEWORKS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** `GET /fscmRestApi/resources` (reference 1.4). */
export function resourceVersions(host: string): JsonObject {
  const version = '11.13.18.05';
  return {
    items: [
      {
        version,
        isLatest: true,
        'adf:extension': { defaultFrameworkVersion: '1', allowedFrameworkVersions: FRAMEWORKS },
        links: [{ rel: 'self', href: `${host}/fscmRestApi/resources/${version}`, name: 'self', kind: 'item' }],
      },
    ],
  };
}
