// The text of an input. It belongs to the user: what the extension sends back is taken over only
// when nothing the user typed is still on its way to the extension.
import { useEffect, useRef, useState } from 'react';
import { useHost, useRemoteCall } from '../../engine/host-context.ts';

export interface TextKind<Value> {
  readonly format: (value: Value | undefined) => string;
  /** What the extension is told for a text. */
  readonly parse: (text: string) => Value;
}

export interface TypedTextProps<Value> {
  readonly value?: Value | undefined;
  readonly defaultValue?: Value | undefined;
  readonly onChange?: ((value: Value) => void) | undefined;
  readonly onInput?: ((value: Value) => void) | undefined;
}

export interface TypedText {
  readonly text: string;
  /** The user changed the text. */
  readonly type: (text: string) => void;
  /** The user left the field or sent the form. */
  readonly commit: () => void;
  /** The user chose this text: changed and committed in one. */
  readonly choose: (text: string) => void;
}

export function useTypedText<Value>(
  props: TypedTextProps<Value>,
  kind: TextKind<Value>,
): TypedText {
  const { commitOn, receiver } = useHost();
  const call = useRemoteCall();
  const { text, setText, state, callEnded } = useRemoteText(props, kind);

  const tell = async (handler: ((value: Value) => void) | undefined, typed: string) => {
    if (handler === undefined) return;
    state.callsBegun += 1;
    await call(handler, kind.parse(typed));
    // What was sent before the call's end reaches React only when the receiver's timer has fired.
    await receiver.flush();
    callEnded();
  };
  const commit = (): void => {
    if (!state.uncommitted) return;
    state.uncommitted = false;
    void tell(props.onChange, state.text);
  };
  const type = (typed: string): void => {
    state.text = typed;
    state.uncommitted = true;
    setText(typed);
    void tell(props.onInput, typed);
    if (commitOn === 'key') commit();
  };
  const choose = (typed: string): void => {
    type(typed);
    commit();
  };
  return { text, type, commit, choose };
}

/** What must be known between renders: handlers run long after the render that made them. */
interface TextState<Value> {
  text: string;
  callsBegun: number;
  uncommitted: boolean;
  /** The extension's value at the last look. */
  seen: Value | undefined;
  /** The extension sent a value that was not taken over yet. */
  remoteIsNews: boolean;
}

/**
 * The text itself. The end of a call is counted as React's state, like the extension's value: worker and
 * page talk in order, so a render that knows of the end also has every value that was sent before it.
 * (A count of one's own would be ahead of the values, and an older one would replace what was typed.)
 */
function useRemoteText<Value>(props: TypedTextProps<Value>, kind: TextKind<Value>) {
  const { value } = props;
  const [text, setText] = useState(() => kind.format(value ?? props.defaultValue));
  const [callsEnded, setCallsEnded] = useState(0);
  const { current: state } = useRef<TextState<Value>>({
    text,
    callsBegun: 0,
    uncommitted: false,
    // The first value is there already; in HubSpot too, an equal value is never sent again.
    seen: value,
    remoteIsNews: false,
  });

  useEffect(() => {
    if (!Object.is(state.seen, value)) state.remoteIsNews = true;
    state.seen = value;
    if (!state.remoteIsNews || state.callsBegun > callsEnded || state.uncommitted) return;
    state.remoteIsNews = false;
    // An equal value in another spelling ("007" for 7) stays as it was typed.
    if (Object.is(kind.parse(state.text), value)) return;
    state.text = kind.format(value);
    setText(state.text);
  }, [state, kind, value, callsEnded]);

  const callEnded = (): void => {
    setCallsEnded((ended) => ended + 1);
  };
  return { text, setText, state, callEnded };
}

export const plainText: TextKind<string> = {
  format: (value) => value ?? '',
  parse: (text) => text,
};
