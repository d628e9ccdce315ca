// Copies a text to the person's clipboard, and remembers where the browser did not allow it.
import { useState } from 'react';
import { useExtensionActions } from '@hubspot/ui-extensions';

/** HubSpot's types name the DOM's clipboard, which a worker does not have. */
interface CopyActions {
  readonly addAlert: (alert: { type: 'success'; message: string }) => void;
  readonly copyTextToClipboard: (text: string) => Promise<void>;
}

export interface CopyText {
  /** The text that could not be copied, to be copied by hand; null where nothing failed. */
  readonly refused: string | null;
  /** `said` is announced once the text is on the clipboard. */
  readonly copy: (text: string, said: string) => Promise<void>;
}

export function useCopyText(): CopyText {
  const actions: CopyActions = useExtensionActions<'settings'>();
  const [refused, setRefused] = useState<string | null>(null);
  return {
    refused,
    copy: async (text, said) => {
      try {
        await actions.copyTextToClipboard(text);
        setRefused(null);
        actions.addAlert({ type: 'success', message: said });
      } catch {
        setRefused(text);
      }
    },
  };
}
