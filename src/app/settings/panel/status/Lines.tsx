// Sentences, one below the other; of more than so many, the number of the others.
import { List, Text } from '@hubspot/ui-extensions';
import { andMore } from '../../domain/limitText.ts';

export interface LinesProps {
  readonly lines: readonly string[];
  readonly most?: number;
}

export function Lines({ lines, most = lines.length }: LinesProps) {
  const more = lines.length - most;
  return (
    <>
      <List>
        {lines.slice(0, most).map((line, place) => (
          // Two of them may read alike.
          <Text key={place}>{line}</Text>
        ))}
      </List>
      {more > 0 ? <Text>{andMore(more)}</Text> : null}
    </>
  );
}
