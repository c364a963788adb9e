import { z } from 'zod';
import { Rejected } from '../../http/client-error';

const linkSchema = z.looseObject({
  rel: z.string(),
  href: z.string(),
  properties: z.looseObject({ changeIndicator: z.string().optional() }).optional(),
});

/** What an item carries besides its attributes; version 9 keeps it under `@context`. */
export const linkedSchema = z.looseObject({
  links: z.array(linkSchema).optional(),
  '@context': z
    .looseObject({
      key: z.string().optional(),
      links: z.array(linkSchema).optional(),
      headers: z.looseObject({ ETag: z.string().optional() }).optional(),
    })
    .optional(),
});

export type Linked = z.infer<typeof linkedSchema>;

/**
 * The path of an item below the resources, as its own link says it: keys are opaque hashes that nobody makes up (reference 1.5).
 * The link's host is the pod's, be its default port written or not; another host's is refused, so that no token goes there.
 */
export function itemPath(item: Linked, baseUrl: string): string {
  const self = (item.links ?? item['@context']?.links ?? []).find(({ rel }) => rel === 'self');
  const href = self === undefined ? undefined : parsed(self.href);
  if (href === undefined || originOf(href) !== originOf(new URL(baseUrl))) {
    const why = href === undefined ? 'has no link to itself' : 'links to another host than that of the pod';
    throw new Rejected(`fusion: an item ${why}; it can be neither changed nor acted on`, {
      system: 'fusion',
      operation: 'itemPath',
      detail: { reason: 'noSelfLink' },
    });
  }
  const [, path] = /\/resources\/[^/]+\/(.+)$/.exec(href.pathname) ?? [];
  return path ?? '';
}

export function changeIndicator(item: Linked): string | undefined {
  const self = item.links?.find(({ rel }) => rel === 'self');
  return self?.properties?.changeIndicator ?? item['@context']?.headers?.ETag;
}

function parsed(href: string): URL | undefined {
  return URL.canParse(href) ? new URL(href) : undefined;
}

/** URL leaves the default port out by itself, of https as of http. */
function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host.toLowerCase()}`;
}
