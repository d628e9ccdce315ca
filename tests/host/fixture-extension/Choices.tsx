// Fields that offer a list.
import { useState } from 'react';
import { MultiSelect, Select } from '@hubspot/ui-extensions';
import type { Hear } from './Fields.tsx';

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

export function Choices({ hear }: { readonly hear: Hear }) {
  const [object, setObject] = useState('0-2');
  const [several, setSeveral] = useState<(string | number | boolean)[]>(['0-1']);
  return (
    <>
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
    </>
  );
}
