// A form: collects the values of its inputs by name.
import { useId, type FormEvent } from 'react';
import type { FormProps } from '@hubspot/ui-extensions';
import { useHost, useRemoteCall } from '../../engine/host-context.ts';

export function Form({ children, onSubmit, autoComplete = 'off', testId }: FormProps) {
  const { overlays } = useHost();
  const call = useRemoteCall();
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    const { type, bubbles, timeStamp } = event;
    const targetValue = valuesOf(event.currentTarget);
    const { open, close } = overlays;
    const reactions = { openModal: open, closeModal: close, openPanel: open, closePanel: close };
    void call(onSubmit, { type, bubbles, timeStamp, id, targetValue }, reactions);
  };
  return (
    <form
      className="form"
      noValidate
      autoComplete={autoComplete}
      data-testid={testId}
      onSubmit={submit}
    >
      {children}
    </form>
  );
}

/** Number fields give numbers, everything else text. */
function valuesOf(form: HTMLFormElement): Record<string, string | number> {
  const numbers = new Set(
    [...form.querySelectorAll<HTMLInputElement>('[data-kind=number]')].map(({ name }) => name),
  );
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, numbers.has(name) ? Number(value) : value] as const] : [],
  );
  return Object.fromEntries(entries);
}
