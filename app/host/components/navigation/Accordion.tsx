// A section that opens and closes.
import { useId } from 'react';
import type { AccordionProps } from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { useLocalValue } from '../local-value.ts';
import { Glyph } from '../media/Glyph.tsx';
import { shortSize } from '../sizes.ts';

export function Accordion(props: AccordionProps) {
  const { title, children, disabled = false, size, onClick, testId } = props;
  const [open, setOpen] = useLocalValue(props.open ?? props.defaultOpen ?? false);
  const call = useRemoteCall();
  const contentId = useId();
  return (
    <div className={`accordion accordion-${shortSize(size, 'md')}`} data-testid={testId}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={contentId}
          disabled={disabled}
          onClick={() => {
            // With `open` set the extension decides.
            if (props.open === undefined) setOpen(!open);
            void call(onClick);
          }}
        >
          <Glyph name={open ? 'downCarat' : 'right'} />
          {title}
        </button>
      </h3>
      <div id={contentId} className="accordion-content" hidden={!open}>
        {open && children}
      </div>
    </div>
  );
}
