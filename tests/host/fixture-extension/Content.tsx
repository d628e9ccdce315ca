// Text, news, states, tags and pictures.
import { useState } from 'react';
import {
  Accordion,
  Alert,
  Button,
  DescriptionList,
  DescriptionListItem,
  EmptyState,
  ErrorState,
  Flex,
  Heading,
  Icon,
  Illustration,
  Image,
  Link,
  List,
  LoadingSpinner,
  ProgressBar,
  ScoreCircle,
  StatusTag,
  StepIndicator,
  Tag,
  Text,
} from '@hubspot/ui-extensions';

const dot =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>',
  );

export function Content() {
  const [step, setStep] = useState(1);
  return (
    <Flex direction="column" gap="md">
      <Heading>Content</Heading>
      <News />
      <Text format={{ fontWeight: 'bold', italic: true }}>Bold and slanted</Text>
      <Text variant="microcopy">
        Small print with an <Text inline>inline part</Text> and a{' '}
        <Link href={{ url: 'https://atmost.example.com/docs', external: true }}>link away</Link>
      </Text>
      <Text truncate={{ maxWidth: 120, tooltipText: 'A long text cut short' }}>
        A long text cut short because it does not fit
      </Text>
      <List variant="ordered">
        <Text>First</Text>
        <Text>Second</Text>
      </List>
      <DescriptionList direction="row">
        <DescriptionListItem label="Portal">
          <Text>4242</Text>
        </DescriptionListItem>
      </DescriptionList>
      <Tags />
      <LoadingSpinner label="Reading limits" showLabel />
      <ProgressBar
        title="Applying"
        value={7}
        maxValue={12}
        valueDescription="7 of 12"
        showPercentage
      />
      <StepIndicator
        stepNames={['Choose', 'Review', 'Apply']}
        currentStep={step}
        onClick={(index) => {
          setStep(index);
        }}
      />
      <Accordion title="Details" size="sm">
        <Text>Hidden until opened</Text>
      </Accordion>
      <EmptyState title="No labels yet" layout="vertical" imageWidth={120}>
        <Text>Create one in HubSpot.</Text>
      </EmptyState>
      <ErrorState title="HubSpot did not answer">
        <Button>Try again</Button>
      </ErrorState>
      <Illustration name="lock" alt="A lock" width={100} />
    </Flex>
  );
}

function News() {
  return (
    <>
      <Alert title="Something new" variant="info">
        More about it
      </Alert>
      <Alert title="Saved" variant="success" />
      <Alert title="Careful" variant="warning" />
      <Alert title="Refused by HubSpot" variant="danger">
        One deal has more associations.
      </Alert>
      <Alert title="Did you know?" variant="tip" />
    </>
  );
}

function Tags() {
  const [tag, setTag] = useState('untouched');
  return (
    <Flex gap="sm" wrap align="center">
      <Tag>Plain</Tag>
      <Tag variant="success">Saved</Tag>
      <Tag
        variant="error"
        onClick={() => {
          setTag('clicked');
        }}
      >
        Refused
      </Tag>
      <StatusTag variant="warning">Pending</StatusTag>
      <StatusTag
        variant="info"
        hollow
        showRemoveIcon
        onRemoveClick={() => {
          setTag('removed');
        }}
      >
        Changed
      </StatusTag>
      <Text testId="tag">{tag}</Text>
      <Icon name="success" color="success" screenReaderText="Done" />
      <Icon name="workflows" />
      <Image src={dot} alt="A dot" width={24} />
      <ScoreCircle score={58} />
    </Flex>
  );
}
