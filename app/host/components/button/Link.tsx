// A text link.
import type { MouseEvent } from 'react';
import type { LinkProps } from '@hubspot/ui-extensions';
import { Glyph } from '../media/Glyph.tsx';
import { useTrigger } from '../overlay/use-trigger.tsx';
import { isExternal, useLinkTarget } from './href.ts';

export function Link(props: LinkProps) {
  const { children, variant = 'primary', preventDefault = false, testId } = props;
  const trigger = useTrigger(props);
  const link = useLinkTarget(props.href);
  const onClick = (event: MouseEvent): void => {
    if (preventDefault || link === undefined) event.preventDefault();
    trigger.activate(event);
  };
  return (
    <>
      <a
        {...trigger.attributes}
        {...(link ?? { href: '#' })}
        className={`link link-${variant}`}
        data-testid={testId}
        onClick={onClick}
      >
        {children}
        {isExternal(link) && <Glyph name="externalLink" label="(opens in a new tab)" />}
      </a>
      {trigger.layer}
    </>
  );
}
