// DateInput and TimeInput, with the browser's own pickers. Months count from 0, as in HubSpot.
import type { BaseDate, BaseTime, DateInputProps, TimeInputProps } from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { useLocalValue } from '../local-value.ts';
import { Field } from './Field.tsx';

export function DateInput(props: DateInputProps) {
  const { name, readOnly, min, max, value, defaultValue } = props;
  const [text, setText] = useLocalValue(dateText(value ?? defaultValue));
  const call = useRemoteCall();
  return (
    <Field {...props}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="date"
          name={name}
          readOnly={readOnly}
          min={dateText(min)}
          max={dateText(max)}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            const date = readDate(event.target.value);
            if (date) void call(props.onChange, { ...date, formattedDate: event.target.value });
          }}
          onFocus={() => {
            const date = readDate(text);
            if (date) void call(props.onFocus, date);
          }}
          onBlur={() => {
            const date = readDate(text);
            if (date) void call(props.onBlur, date);
          }}
        />
      )}
    </Field>
  );
}

export function TimeInput(props: TimeInputProps) {
  const { name, readOnly, min, max, value, defaultValue, interval = 30 } = props;
  const [text, setText] = useLocalValue(timeText(value ?? defaultValue));
  const call = useRemoteCall();
  const tell = (handler: ((time: BaseTime) => void) | undefined, typed: string): void => {
    const time = readTime(typed);
    if (time) void call(handler, time);
  };
  return (
    <Field {...props}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="time"
          step={interval * 60}
          name={name}
          readOnly={readOnly}
          min={timeText(min)}
          max={timeText(max)}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            tell(props.onChange, event.target.value);
          }}
          onFocus={() => {
            tell(props.onFocus, text);
          }}
          onBlur={() => {
            tell(props.onBlur, text);
          }}
        />
      )}
    </Field>
  );
}

function dateText(date: BaseDate | null | undefined): string {
  if (!date) return '';
  return `${String(date.year).padStart(4, '0')}-${twoDigits(date.month + 1)}-${twoDigits(date.date)}`;
}

function readDate(text: string): BaseDate | undefined {
  const [year, month, date] = text.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  return { year, month: month - 1, date };
}

function timeText(time: BaseTime | null | undefined): string {
  return time ? `${twoDigits(time.hours)}:${twoDigits(time.minutes)}` : '';
}

function readTime(text: string): BaseTime | undefined {
  const [hours, minutes] = text.split(':').map(Number);
  return hours === undefined || minutes === undefined ? undefined : { hours, minutes };
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
