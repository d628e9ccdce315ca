// Where a Button, Link or Image leads.
import type { HrefProp } from '@hubspot/ui-extensions';
import { useHost } from '../../engine/host-context.ts';

export interface LinkTarget {
  readonly href: string;
  readonly target?: '_blank';
  readonly rel?: 'noreferrer';
}

/** Attributes of an <a>; undefined when there is nowhere to go. */
export function useLinkTarget(href: HrefProp | undefined): LinkTarget | undefined {
  const { localAddress } = useHost();
  if (href === undefined || href === '') return undefined;
  const { url, external } = typeof href === 'string' ? { url: href, external: undefined } : href;
  // HubSpot opens other sites in a new tab unless it is told otherwise.
  const elsewhere = external ?? URL.parse(url) !== null;
  const address = { href: localAddress(url) };
  return elsewhere ? { ...address, target: '_blank', rel: 'noreferrer' } : address;
}

export function isExternal(target: LinkTarget | undefined): boolean {
  return target?.target === '_blank';
}
