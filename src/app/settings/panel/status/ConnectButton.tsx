// A button to the install page, outside HubSpot's settings.
import { useContext } from 'react';
import { Button } from '@hubspot/ui-extensions';
import { ConnectUrl } from './ConnectUrl.ts';

export interface ConnectButtonProps {
  readonly text: string;
  readonly variant: 'primary' | 'secondary';
}

export function ConnectButton({ text, variant }: ConnectButtonProps) {
  const url = useContext(ConnectUrl);
  if (url === null) return null;
  return (
    <Button variant={variant} href={{ url, external: true }}>
      {text}
    </Button>
  );
}
