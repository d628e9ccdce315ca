// Everything one can type into or choose from, with what the extension heard below it.
import { useState } from 'react';
import {
  AutoGrid,
  Button,
  Checkbox,
  CurrencyInput,
  DateInput,
  Flex,
  Form,
  Heading,
  Input,
  MultiSelect,
  NumberInput,
  RadioButton,
  SearchInput,
  Select,
  StepperInput,
  Text,
  TextArea,
  TimeInput,
  Toggle,
  ToggleGroup,
} from '@hubspot/ui-extensions';

const objects = [
  'Companies',
  'Contacts',
  'Deals',
  'Invoices',
  'Leads',
  'Line items',
  'Orders',
  'Products',
  'Quotes',
  'Services',
  'Tickets',
].map((label, index) => ({ label, value: `0-${index + 1}` }));

export function Fields() {
  const [heard, setHeard] = useState<readonly string[]>([]);
  const [clamped, setClamped] = useState(500);
  const [name, setName] = useState('Primary');
  const [object, setObject] = useState('0-2');
  const [several, setSeveral] = useState<(string | number | boolean)[]>(['0-1']);
  const hear = (what: string, value: unknown): void => {
    setHeard((earlier) => [...earlier, `${what} ${JSON.stringify(value ?? null)}`]);
  };
  return (
    <Flex direction="column" gap="md">
      <Heading>Fields</Heading>
      <AutoGrid columnWidth={260} gap="md" flexible>
        <Input
          label="Name"
          name="name"
          value={name}
          description="How the label is called"
          required
          onChange={(value) => {
            setName(value);
            hear('name', value);
          }}
        />
        <Input label="Upper case" name="upper" {...useUpperCase()} />
        <NumberInput
          label="Limit"
          name="limit"
          tooltip="The most associations of one record"
          value={clamped}
          onChange={(value) => {
            // Corrects what was typed: the trap in which an equal prop sends no message.
            setClamped(Math.min(value, 500));
            hear('limit', value);
          }}
        />
        <NumberInput
          label="Broken limit"
          name="broken"
          error
          validationMessage="Enter a whole number from 1 to 500."
          onChange={(value) => {
            hear('broken', Number.isNaN(value) ? 'NaN' : value);
          }}
        />
        <StepperInput
          label="Steps"
          name="steps"
          min={0}
          max={3}
          defaultValue={2}
          onChange={(value) => {
            hear('steps', value);
          }}
        />
        <CurrencyInput label="Price" name="price" currency="EUR" />
        <DateInput label="Since" name="since" value={{ year: 2026, month: 10, date: 23 }} />
        <TimeInput label="At" name="at" value={{ hours: 9, minutes: 30 }} />
        <SearchInput
          label="Filter"
          name="filter"
          onInput={(value) => {
            hear('filter', value);
          }}
        />
        <Select
          label="Object"
          name="object"
          options={objects}
          value={object}
          onChange={(value) => {
            setObject(String(value));
            hear('object', value);
          }}
        />
        <MultiSelect
          label="Objects"
          name="objects"
          options={objects}
          value={several}
          onChange={(value) => {
            setSeveral(value);
            hear('objects', value);
          }}
        />
        <Select label="Locked" name="locked" options={objects} value="0-3" readOnly />
      </AutoGrid>
      <TextArea label="Note" name="note" rows={2} defaultValue="Nothing yet" />
      <Flex gap="md" wrap align="center">
        <Checkbox
          value="active"
          onChange={(checked, value) => {
            hear('checkbox', [checked, value]);
          }}
        >
          Active
        </Checkbox>
        <RadioButton name="kind" value="one">
          Only one
        </RadioButton>
        <Toggle
          label="Notify"
          onChange={(checked) => {
            hear('toggle', checked);
          }}
        />
        <Toggle label="Fixed" labelDisplay="top" initialIsChecked readOnly />
      </Flex>
      <ToggleGroup
        name="days"
        label="Days"
        toggleType="checkboxList"
        inline
        options={[
          { label: 'Monday', value: 'mo', initialIsChecked: true },
          { label: 'Tuesday', value: 'tu' },
        ]}
        onChange={(value) => {
          hear('days', value);
        }}
      />
      <ToggleGroup
        name="level"
        label="Level"
        toggleType="radioButtonList"
        options={[
          { label: 'Label', value: 'label', description: 'One label only' },
          { label: 'Object', value: 'object' },
        ]}
        onChange={(value) => {
          hear('level', value);
        }}
      />
      <Form
        onSubmit={(event) => {
          hear('form', event.targetValue);
        }}
      >
        <Input label="City" name="city" />
        <NumberInput label="Count" name="count" />
        <Button type="submit" variant="primary">
          Send
        </Button>
      </Form>
      <Text testId="heard">{heard.join(' | ')}</Text>
    </Flex>
  );
}

/** Rewrites the text while it is typed, as an extension should not but may. */
function useUpperCase() {
  const [text, setText] = useState('');
  const change = (value: string): void => {
    setText(value.toUpperCase());
  };
  return { value: text, onChange: change, onInput: change };
}
