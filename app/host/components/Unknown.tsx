// The loud placeholder for a component that the local portal does not draw.
import type { ComponentType, ReactNode } from 'react';

/** A component that says that `wireName` is unknown here, and still draws its children. */
export function unknownComponent(wireName: string): ComponentType<{ children?: ReactNode }> {
  return function Unknown({ children }) {
    return (
      <div role="alert" className="unknown-component">
        <strong>The local portal does not know the component “{wireName}”.</strong>
        {children}
      </div>
    );
  };
}
