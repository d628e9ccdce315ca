// An export: the text to copy, and what it says nothing about.
import { Button, EmptyState, Flex, Text, TextArea } from '@hubspot/ui-extensions';
import type { ObjectType } from '../../domain/association.ts';
import { printCsv } from '../../domain/setup/csv.ts';
import { printJson } from '../../domain/setup/document.ts';
import type { ExportedSetup } from '../../domain/setup/wire.ts';
import type { Session } from '../../domain/wire.ts';
import { useCopyText } from '../status/useCopyText.ts';
import { asOfText, emptyExport, exportedText, setupWords } from '../words/setups.ts';
import { SendByCode } from './codes/SendByCode.tsx';
import { ExportGaps } from './ExportGaps.tsx';
import { KeepSetup } from './kept/KeepSetup.tsx';
import type { HeldSetup, Hold } from './setupState.ts';

export interface ExportedProps {
  readonly session: Session;
  readonly exported: ExportedSetup;
  readonly types: readonly ObjectType[];
  readonly held: HeldSetup;
  readonly hold: Hold;
}

export function Exported({ session, exported, types, held, hold }: ExportedProps) {
  const { document, read, readAt } = exported;
  const text = held.format === 'json' ? printJson(document) : printCsv(document);
  const count = document.limits.length;
  return (
    <Flex direction="column" gap="sm">
      <ExportGaps exported={exported} types={types} />
      {count === 0 ? (
        <EmptyState title={setupWords.emptyExportTitle} imageName="voteAndSearch" layout="vertical">
          <Text>{emptyExport(read)}</Text>
        </EmptyState>
      ) : (
        <>
          <Text>{`${exportedText(count, read)} ${asOfText(readAt)}`}</Text>
          <TextArea
            label={setupWords.exported}
            name="setup-exported"
            description={setupWords.exportedHelp}
            value={text}
            rows={12}
            readOnly
          />
          <CopyButton text={text} />
          <KeepSetup
            setup={document}
            name={held.exportName}
            onName={(exportName) => {
              hold({ exportName });
            }}
          />
          <SendByCode session={session} setup={document} title={held.title} hold={hold} />
        </>
      )}
    </Flex>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const { refused, copy } = useCopyText();
  return (
    <Flex direction="row" gap="sm" align="center">
      <Button
        variant="secondary"
        onClick={() => {
          void copy(text, setupWords.copied);
        }}
      >
        {setupWords.copy}
      </Button>
      {refused === text ? <Text>{setupWords.copyFailed}</Text> : null}
    </Flex>
  );
}
