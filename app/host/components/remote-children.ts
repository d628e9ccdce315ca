// Children arrive as elements around remote components; some parents must read their props.
import { Children, isValidElement, type ReactElement, type ReactNode } from 'react';
import type { RemoteReceiverAttachableComponent } from '@remote-ui/core';
import { KIND_COMPONENT, isRemoteReceiverAttachableFragment } from '@remote-ui/core';

export interface RemoteChild {
  readonly element: ReactElement;
  readonly component: RemoteReceiverAttachableComponent;
}

/** The children that are remote components of the wire name `type`. */
export function remoteChildren(children: ReactNode, type: string): RemoteChild[] {
  return Children.toArray(children).flatMap((element) => {
    if (!isValidElement(element)) return [];
    const component = remoteComponentIn(element.props);
    return component?.type === type ? [{ element, component }] : [];
  });
}

/** The remote components in a fragment prop such as `overlay`. */
export function fragmentComponents(fragment: ReactNode): RemoteReceiverAttachableComponent[] {
  if (!isValidElement(fragment)) return [];
  const inside = property(fragment.props, 'fragment');
  if (!isRemoteReceiverAttachableFragment(inside)) return [];
  return inside.children.filter((child) => child.kind === KIND_COMPONENT);
}

/** One prop of a remote component, if it is a string. */
export function stringProp(
  component: RemoteReceiverAttachableComponent,
  name: string,
): string | undefined {
  const value = property(component.props, name);
  return typeof value === 'string' ? value : undefined;
}

export function property(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null
    ? (Object.getOwnPropertyDescriptor(holder, name)?.value as unknown)
    : undefined;
}

function remoteComponentIn(props: unknown): RemoteReceiverAttachableComponent | undefined {
  const component = property(props, 'component');
  // RemoteRenderer makes these elements; nothing else has a `component` with a kind.
  return property(component, 'kind') === KIND_COMPONENT
    ? (component as RemoteReceiverAttachableComponent)
    : undefined;
}
