// `?numberInput=key|blur` in the page's address chooses when inputs tell their value.
import type { CommitMode } from '../engine/host-context.ts';

/** HubSpot's types say: on blur and when a form is sent. That is the default. */
export function commitMode(search: string): CommitMode {
  return new URLSearchParams(search).get('numberInput') === 'key' ? 'key' : 'blur';
}
