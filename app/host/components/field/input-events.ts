// The handlers every typed input has in common.
import type { ChangeEvent, KeyboardEvent } from 'react';
import { useRemoteCall } from '../../engine/host-context.ts';
import type { TextKind, TypedText } from './typed-text.ts';

interface FocusProps<Value> {
  readonly onFocus?: ((value: Value) => void) | undefined;
  readonly onBlur?: ((value: Value) => void) | undefined;
}

type TextElement = HTMLInputElement | HTMLTextAreaElement;

export interface InputEvents {
  readonly value: string;
  readonly onChange: (event: ChangeEvent<TextElement>) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent<TextElement>) => void;
}

export function useInputEvents<Value>(
  typed: TypedText,
  props: FocusProps<Value>,
  kind: TextKind<Value>,
): InputEvents {
  const call = useRemoteCall();
  return {
    value: typed.text,
    onChange: (event) => {
      typed.type(event.target.value);
    },
    onFocus: () => {
      void call(props.onFocus, kind.parse(typed.text));
    },
    onBlur: () => {
      typed.commit();
      void call(props.onBlur, kind.parse(typed.text));
    },
    onKeyDown: (event) => {
      // Enter sends the form, and HubSpot commits the value when a form is sent.
      if (event.key === 'Enter' && event.target instanceof HTMLInputElement) typed.commit();
    },
  };
}
