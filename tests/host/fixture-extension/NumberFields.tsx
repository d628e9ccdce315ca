// Fields for numbers.
import { useState } from 'react';
import { CurrencyInput, NumberInput, StepperInput } from '@hubspot/ui-extensions';
import type { Hear } from './Fields.tsx';

export function NumberFields({ hear }: { readonly hear: Hear }) {
  const [clamped, setClamped] = useState(500);
  return (
    <>
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
      <NumberInput label="Share" name="share" formatStyle="percentage" defaultValue={40} />
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
    </>
  );
}
