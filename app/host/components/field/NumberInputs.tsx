// NumberInput, CurrencyInput and StepperInput. The text is never corrected: HubSpot's own behaviour
// at min, max and precision is not documented, so the extension must judge the value.
import type {
  CurrencyInputProps,
  NumberInputProps,
  StepperInputProps,
} from '@hubspot/ui-extensions';
import { classNames } from '../class-names.ts';
import { Field } from './Field.tsx';
import { useInputEvents } from './input-events.ts';
import { numberText } from './number-text.ts';
import { useTypedText, type TypedTextProps } from './typed-text.ts';

/** HubSpot types these handlers for numbers only; an empty or unreadable field is told too. */
type NumberProps = TypedTextProps<number | undefined> & {
  readonly onFocus?: (value: number | undefined) => void;
  readonly onBlur?: (value: number | undefined) => void;
};

function useNumber(props: object) {
  const numbers: NumberProps = props;
  const typed = useTypedText(numbers, numberText);
  return { typed, events: useInputEvents(typed, numbers, numberText) };
}

export function NumberInput(props: NumberInputProps) {
  const { name, placeholder, readOnly, textAlign = 'left', formatStyle = 'decimal' } = props;
  const { events } = useNumber(props);
  return (
    <Field {...props}>
      {(control) => (
        <div className={classNames(formatStyle === 'percentage' && 'input-with-unit')}>
          <input
            {...control}
            {...events}
            className="input"
            style={{ textAlign }}
            type="text"
            inputMode="decimal"
            data-kind="number"
            name={name}
            placeholder={placeholder}
            readOnly={readOnly}
          />
          {formatStyle === 'percentage' && <span className="unit">%</span>}
        </div>
      )}
    </Field>
  );
}

export function CurrencyInput(props: CurrencyInputProps) {
  const { name, placeholder, readOnly, currency = 'USD' } = props;
  const { events } = useNumber(props);
  return (
    <Field {...props}>
      {(control) => (
        <div className="input-with-unit unit-first">
          <span className="unit">{currencySymbol(currency)}</span>
          <input
            {...control}
            {...events}
            className="input"
            type="text"
            inputMode="decimal"
            data-kind="number"
            name={name}
            placeholder={placeholder}
            readOnly={readOnly}
          />
        </div>
      )}
    </Field>
  );
}

export function StepperInput(props: StepperInputProps) {
  const { name, placeholder, readOnly = false, min, max, stepSize = 1 } = props;
  const { typed, events } = useNumber(props);
  const current = numberText.parse(typed.text) ?? 0;
  const step = (by: number): void => {
    typed.choose(String(current + by));
  };
  const atMin = min !== undefined && current - stepSize < min;
  const atMax = max !== undefined && current + stepSize > max;
  return (
    <Field {...props}>
      {(control) => (
        <div className="stepper">
          <button
            type="button"
            aria-label="Decrease"
            title={atMin ? props.minValueReachedTooltip : undefined}
            disabled={readOnly || atMin}
            onClick={() => {
              step(-stepSize);
            }}
          >
            −
          </button>
          <input
            {...control}
            {...events}
            className="input"
            type="text"
            inputMode="decimal"
            data-kind="number"
            name={name}
            placeholder={placeholder}
            readOnly={readOnly}
          />
          <button
            type="button"
            aria-label="Increase"
            title={atMax ? props.maxValueReachedTooltip : undefined}
            disabled={readOnly || atMax}
            onClick={() => {
              step(stepSize);
            }}
          >
            +
          </button>
        </div>
      )}
    </Field>
  );
}

function currencySymbol(currency: string): string {
  const parts = new Intl.NumberFormat('en-US', { style: 'currency', currency }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
