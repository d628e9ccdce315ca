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
  const { addAlert } = useExtensionActions<'settings'>();
  const [events, setEvents] = useState<readonly string[]>([]);
  const note = (what: string): void => {
    setEvents((earlier) => [...earlier, what]);
  };
  return (
    <Flex direction="column" gap="md">
      <Heading>Overlays</Heading>
      <ButtonRow>
        <Button variant="primary" overlay={<Review note={note} />}>
          Review
        </Button>
        <Button overlay={<History />}>History</Button>
        <Button variant="destructive" overlay={<Tooltip>This cannot be undone.</Tooltip>}>
          Remove
        </Button>
        <Button variant="transparent" disabled>
          Not now
        </Button>
        <Loading />
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

function Review({ note }: { readonly note: (what: string) => void }) {
  const { addAlert, closeOverlay } = useExtensionActions<'settings'>();
  return (
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
}

function History() {
  return (
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
}

function Loading() {
  const [loading, setLoading] = useState(false);
  return (
    <>
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
    </>
  );
}
