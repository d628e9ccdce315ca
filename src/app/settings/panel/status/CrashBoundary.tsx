// An error while drawing would leave the whole page blank: this says so and offers a fresh start.
import { Component, type ReactNode } from 'react';
import { Button, ErrorState, Text, logger, useExtensionActions } from '@hubspot/ui-extensions';
import { sessionWords } from '../words/session.ts';

interface CrashState {
  readonly crashed: boolean;
}

export class CrashBoundary extends Component<{ readonly children: ReactNode }, CrashState> {
  override readonly state: CrashState = { crashed: false };

  static getDerivedStateFromError(): CrashState {
    return { crashed: true };
  }

  override componentDidCatch(error: Error): void {
    logger.error(`Atmost crashed while drawing: ${error.message}`);
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { reloadPage } = useExtensionActions<'settings'>();
  return (
    <ErrorState title={sessionWords.crashedTitle} type="error">
      <Text>{sessionWords.crashed}</Text>
      <Button
        variant="primary"
        onClick={() => {
          reloadPage();
        }}
      >
        {sessionWords.reload}
      </Button>
    </ErrorState>
  );
}
