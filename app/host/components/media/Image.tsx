// An image, also as a link or a button.
import type { ImageProps } from '@hubspot/ui-extensions';
import { useLinkTarget } from '../button/href.ts';
import { useTrigger } from '../overlay/use-trigger.tsx';

export function Image(props: ImageProps) {
  const { src, alt = '', width, height, testId } = props;
  const trigger = useTrigger(props);
  const link = useLinkTarget(props.href);
  const image = <img src={src} alt={alt} width={width} height={height} data-testid={testId} />;
  const usable = props.onClick !== undefined || trigger.attributes['aria-haspopup'] !== undefined;
  if (link !== undefined) {
    return (
      <>
        <a {...trigger.attributes} {...link} className="image" onClick={trigger.activate}>
          {image}
        </a>
        {trigger.layer}
      </>
    );
  }
  return (
    <>
      {usable ? (
        <button
          {...trigger.attributes}
          type="button"
          className="bare image"
          onClick={trigger.activate}
        >
          {image}
        </button>
      ) : (
        <span {...trigger.attributes} className="image">
          {image}
        </span>
      )}
      {trigger.layer}
    </>
  );
}
