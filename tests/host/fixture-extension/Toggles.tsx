// Boxes, switches and groups of them.
import { Checkbox, Flex, RadioButton, Toggle, ToggleGroup } from '@hubspot/ui-extensions';
import type { Hear } from './Fields.tsx';

export function Toggles({ hear }: { readonly hear: Hear }) {
  return (
    <>
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
      <Groups hear={hear} />
    </>
  );
}

function Groups({ hear }: { readonly hear: Hear }) {
  return (
    <>
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
    </>
  );
}
