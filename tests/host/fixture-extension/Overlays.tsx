// Buttons with everything they can open, and the actions of the page.
import { useState } from 'react';
import {
  Button,
  ButtonRow,
  Dropdown,
  Flex,
  Heading,
  Input,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  Panel,
  PanelBody,
  PanelFooter,
  PanelSection,
  Text,
  Tooltip,
  useExtensionActions,
} from '@hubspot/ui-extensions';

export function Overlays() {
  const { addAlert, closeOverlay } = useExtensionActions<'settings'>();
  const [events, setEvents] = useState<readonly string[]>([]);
  const [loading, setLoading] = useState(false);
  const note = (what: string): void => {
    setEvents((earlier) => [...earlier, what]);
  };
  const modal = (
    <Modal
      id="review"
      title="Apply 12 limits?"
      onOpen={() => {
        note('modal opened');
      }}
      onClose={() => {
        note('modal closed');
      }}
    >
      <ModalBody>
        <Text>From 3 to 5.</Text>
        <Input label="Reason" name="reason" />
      </ModalBody>
      <ModalFooter>
        <Button
          variant="primary"
          onClick={() => {
            closeOverlay('review');
            addAlert({ type: 'success', title: 'Done', message: '12 limits applied.' });
          }}
        >
          Apply
        </Button>
        <Button
          onClick={(_event, reactions) => {
            reactions.closeModal('review');
          }}
        >
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
  const panel = (
    <Panel id="history" title="History" variant="modal" width="md">
      <PanelBody>
        <PanelSection>
          <Text>Yesterday</Text>
        </PanelSection>
      </PanelBody>
      <PanelFooter>
        <Text>That is all.</Text>
      </PanelFooter>
    </Panel>
  );
  return (
    <Flex direction="column" gap="md">
      <Heading>Overlays</Heading>
      <ButtonRow>
        <Button variant="primary" overlay={modal}>
          Review
        </Button>
        <Button overlay={panel}>History</Button>
        <Button variant="destructive" overlay={<Tooltip>This cannot be undone.</Tooltip>}>
          Remove
        </Button>
        <Button variant="transparent" disabled>
          Not now
        </Button>
        <LoadingButton
          loading={loading}
          onClick={() => {
            setLoading(true);
          }}
        >
          Load
        </LoadingButton>
        <Button
          onClick={() => {
            setLoading(false);
          }}
        >
          Finish
        </Button>
        <Dropdown buttonText="More">
          <Dropdown.ButtonItem
            onClick={() => {
              note('exported');
            }}
          >
            Export
          </Dropdown.ButtonItem>
          <Dropdown.ButtonItem
            onClick={() => {
              addAlert({ type: 'danger', message: 'Import failed.' });
            }}
          >
            Import
          </Dropdown.ButtonItem>
        </Dropdown>
      </ButtonRow>
      <Text testId="events">{events.join(' | ')}</Text>
    </Flex>
  );
}
