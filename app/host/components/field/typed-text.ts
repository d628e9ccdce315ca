// The text of an input. It belongs to the user: what the extension sends back is taken over only
// when nothing the user typed is still on its way to the extension.
import { useEffect, useRef, useState } from 'react';
import { useHost, useRemoteCall, type CommitMode } from '../../engine/host-context.ts';

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
  mode?: CommitMode,
): TypedText {
  const host = useHost();
  const call = useRemoteCall();
  const commitOn = mode ?? host.commitOn;
  const [text, setText] = useState(() => kind.format(props.value ?? props.defaultValue));
  const state = useRef({
    text,
    onItsWay: 0,
    uncommitted: false,
    remoteIsNews: false,
    mounted: false,
  });

  const takeOver = (remote: Value | undefined): void => {
    const { current } = state;
    if (!current.remoteIsNews || current.onItsWay > 0 || current.uncommitted) return;
    current.remoteIsNews = false;
    // An equal value in another spelling ("007" for 7) stays as it was typed.
    if (Object.is(kind.parse(current.text), remote)) return;
    current.text = kind.format(remote);
    setText(current.text);
  };
  const newest = useRef({ value: props.value, takeOver });
  newest.current = { value: props.value, takeOver };

  useEffect(() => {
    const { current } = state;
    // The first value is there already; in HubSpot too, an equal value is never sent again.
    if (current.mounted) current.remoteIsNews = true;
    current.mounted = true;
    newest.current.takeOver(props.value);
  }, [props.value]);

  const tell = async (handler: ((value: Value) => void) | undefined, typed: string) => {
    if (handler === undefined) return;
    state.current.onItsWay += 1;
    await call(handler, kind.parse(typed));
    state.current.onItsWay -= 1;
    // Every answer to this call is there by now: worker and page talk in order.
    newest.current.takeOver(newest.current.value);
  };
  const commit = (): void => {
    if (!state.current.uncommitted) return;
    state.current.uncommitted = false;
    void tell(props.onChange, state.current.text);
  };
  const type = (typed: string): void => {
    state.current.text = typed;
    state.current.uncommitted = true;
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

export const plainText: TextKind<string> = {
  format: (value) => value ?? '',
  parse: (text) => text,
};
