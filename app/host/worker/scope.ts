// The worker's own functions, taken before the extension's bundle runs and some of them are blocked.

interface WorkerScope {
  importScripts(...urls: string[]): void;
  postMessage(message: unknown, transferables?: Transferable[]): void;
  addEventListener(
    type: 'message' | 'error' | 'unhandledrejection',
    listener: (event: never) => void,
  ): void;
  removeEventListener(type: 'message', listener: (event: never) => void): void;
}

// TypeScript's DOM library knows windows only; this is the one place that says it is a worker.
const worker = globalThis as unknown as WorkerScope;

/** Bound to the worker, so that replacing the global later does not change them. */
export const scope: WorkerScope = {
  importScripts: worker.importScripts.bind(worker),
  postMessage: worker.postMessage.bind(worker),
  addEventListener: worker.addEventListener.bind(worker),
  removeEventListener: worker.removeEventListener.bind(worker),
};

/** Gives the extension a global that it cannot replace. */
export function defineGlobal(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, writable: false, configurable: false });
}
