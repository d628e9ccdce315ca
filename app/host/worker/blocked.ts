// What HubSpot's sandbox takes away from extension code: network, storage, other code, listeners.
import { defineGlobal } from './scope.ts';

const useInstead: Readonly<Record<string, string>> = {
  fetch: 'Use hubspot.fetch() instead.',
  XMLHttpRequest: 'Use hubspot.fetch() instead.',
  WebSocket: 'Use hubspot.fetch() instead.',
  EventSource: 'Use hubspot.fetch() instead.',
  WebTransport: 'Use hubspot.fetch() instead.',
  importScripts: 'Everything an extension needs must be in its bundle.',
  addEventListener: 'Extensions get no global events.',
  Worker: 'Extensions cannot start workers.',
  BroadcastChannel: 'Extensions cannot talk to other pages.',
};

const storages = ['indexedDB', 'caches', 'cookieStore'] as const;

/** Replaces the blocked globals: functions throw, storages are gone. */
export function blockNatives(): void {
  for (const [name, advice] of Object.entries(useInstead)) {
    defineGlobal(name, function blocked(): never {
      throw new Error(`${name} is not available in a HubSpot UI extension. ${advice}`);
    });
  }
  for (const name of storages) defineGlobal(name, undefined);
}
