// Label, description, tooltip and message around one control. The label is always a real one; in
// table cells it is there for assistive technology only.
import { createContext, useContext, useId, useState, type ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Glyph } from '../media/Glyph.tsx';
import { Tooltip } from '../overlay/Tooltip.tsx';
import { TooltipAnchor } from '../overlay/tooltip-anchor.ts';

export interface FieldProps {
  readonly label?: string | undefined;
  readonly required?: boolean | undefined;
  readonly description?: string | undefined;
  readonly tooltip?: string | undefined;
  readonly error?: boolean | undefined;
  readonly validationMessage?: string | undefined;
  readonly testId?: string | undefined;
}

/** Attributes of the control inside a field. */
export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-required'?: true;
}

/** Set by table cells. */
export const LabelsHidden = createContext(false);

export function Field(
  props: FieldProps & { readonly children: (control: ControlAttributes) => ReactNode },
) {
  const { label, required, description, tooltip, error, validationMessage, testId } = props;
  const hidden = useContext(LabelsHidden);
  const id = useId();
  const descriptionId = useId();
  const messageId = useId();
  const describedBy = classNames(
    description !== undefined && descriptionId,
    validationMessage !== undefined && messageId,
  );
  const control: ControlAttributes = {
    id,
    ...(describedBy !== '' && { 'aria-describedby': describedBy }),
    ...(error === true && { 'aria-invalid': true }),
    ...(required === true && { 'aria-required': true }),
  };
  return (
    <div className={classNames('field', error === true && 'field-error')} data-testid={testId}>
      {label !== undefined && (
        <div className={hidden ? 'visually-hidden' : 'field-label'}>
          <label htmlFor={id} className={classNames(required === true && 'required')}>
            {label}
          </label>
          {tooltip !== undefined && <Hint text={tooltip} />}
        </div>
      )}
      {description !== undefined && (
        <div id={descriptionId} className="field-description">
          {description}
        </div>
      )}
      {props.children(control)}
      {validationMessage !== undefined && (
        <div id={messageId} className="field-message">
          {validationMessage}
        </div>
      )}
    </div>
  );
}

/** The small "i" beside a label. */
export function Hint({ text }: { readonly text: string }) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [shown, setShown] = useState(false);
  const tooltipId = useId();
  const show = (): void => {
    setShown(true);
  };
  const hide = (): void => {
    setShown(false);
  };
  return (
    <>
      <button
        ref={setElement}
        type="button"
        className="hint"
        aria-label="More information"
        aria-describedby={tooltipId}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
      >
        <Glyph name="info" />
      </button>
      <TooltipAnchor.Provider value={{ element, shown, tooltipId }}>
        <Tooltip>{text}</Tooltip>
      </TooltipAnchor.Provider>
    </>
  );
}
