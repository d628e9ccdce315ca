// Which two object types, in which direction. HubSpot's Select searches its options by itself.
import { Alert, Box, Button, EmptyState, Flex, Select, Text } from '@hubspot/ui-extensions';
import type { ObjectType } from '../../domain/association.ts';
import type { ObjectTypes } from '../../domain/wire.ts';
import type { Dispatch, PanelState } from '../state/panelState.ts';
import { sessionWords } from '../words/session.ts';
import { editWords, typeOption } from '../words/edit.ts';
import { ConnectButton } from '../status/ConnectButton.tsx';
import { Lines } from '../status/Lines.tsx';

export interface ObjectPickerProps {
  readonly types: ObjectTypes;
  readonly state: PanelState;
  readonly dispatch: Dispatch;
}

export function ObjectPicker({ types, state, dispatch }: ObjectPickerProps) {
  const options = optionsOf(types.objectTypes);
  return (
    <Flex direction="column" gap="md">
      {types.notes.length > 0 ? <Notes notes={types.notes} /> : null}
      {options.length === 0 ? (
        <NoTypes />
      ) : (
        <Flex direction="row" gap="md" align="end" wrap="wrap">
          <Box flex={1}>
            <Select
              label={editWords.from}
              name="from"
              description={editWords.fromHelp}
              placeholder={editWords.choose}
              options={options}
              {...(state.from === null ? {} : { value: state.from })}
              onChange={(id) => {
                dispatch({ type: 'chooseFrom', id: String(id) });
              }}
            />
          </Box>
          <Box flex={1}>
            <Select
              label={editWords.to}
              name="to"
              description={editWords.toHelp}
              placeholder={editWords.choose}
              options={options}
              {...(state.to === null ? {} : { value: state.to })}
              onChange={(id) => {
                dispatch({ type: 'chooseTo', id: String(id) });
              }}
            />
          </Box>
          <Button
            variant="secondary"
            onClick={() => {
              dispatch({ type: 'switchDirection' });
            }}
          >
            {editWords.switchDirection}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}

/** HubSpot's own types first, then the portal's, each by name. */
function optionsOf(types: readonly ObjectType[]): { label: string; value: string }[] {
  return [...types]
    .sort(
      (one, other) =>
        Number(one.custom) - Number(other.custom) ||
        one.singular.localeCompare(other.singular, 'en'),
    )
    .map((type) => ({ label: typeOption(type), value: type.id }));
}

const Notes = ({ notes }: { readonly notes: readonly string[] }) => (
  <Alert title={editWords.notesTitle} variant="info">
    <Lines lines={notes} />
  </Alert>
);

const NoTypes = () => (
  <EmptyState title={editWords.noTypesTitle} imageName="lock" layout="vertical">
    <Text>{editWords.noTypes}</Text>
    <ConnectButton text={sessionWords.connectAgain} variant="primary" />
  </EmptyState>
);
