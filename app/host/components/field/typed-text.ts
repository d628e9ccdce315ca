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
  const { commitOn } = useHost();
  const call = useRemoteCall();
  const { text, setText, state, takeOver } = useRemoteText(props, kind);

  const tell = async (handler: ((value: Value) => void) | undefined, typed: string) => {
    if (handler === undefined) return;
    state.onItsWay += 1;
    await call(handler, kind.parse(typed));
    state.onItsWay -= 1;
    // Every answer to this call is there by now: worker and page talk in order.
    takeOver();
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
interface TextState {
  text: string;
  /** Calls to the extension that have not ended. */
  onItsWay: number;
  uncommitted: boolean;
  /** The extension sent a value that was not taken over yet. */
  remoteIsNews: boolean;
  mounted: boolean;
}

/** The text itself, and `takeOver`, which puts the extension's value in its place if it may. */
function useRemoteText<Value>(props: TypedTextProps<Value>, kind: TextKind<Value>) {
  const [text, setText] = useState(() => kind.format(props.value ?? props.defaultValue));
  const { current: state } = useRef<TextState>({
    text,
    onItsWay: 0,
    uncommitted: false,
    remoteIsNews: false,
    mounted: false,
  });
  const newest = useRef(props.value);
  newest.current = props.value;

  const takeOver = (): void => {
    if (!state.remoteIsNews || state.onItsWay > 0 || state.uncommitted) return;
    state.remoteIsNews = false;
    // An equal value in another spelling ("007" for 7) stays as it was typed.
    if (Object.is(kind.parse(state.text), newest.current)) return;
    state.text = kind.format(newest.current);
    setText(state.text);
  };
  const takeOverNow = useRef(takeOver);
  takeOverNow.current = takeOver;

  useEffect(() => {
    // The first value is there already; in HubSpot too, an equal value is never sent again.
    if (state.mounted) state.remoteIsNews = true;
    state.mounted = true;
    takeOverNow.current();
  }, [state, props.value]);
  return { text, setText, state, takeOver };
}

export const plainText: TextKind<string> = {
  format: (value) => value ?? '',
  parse: (text) => text,
};
