// A control shows what the user chose at once and takes over what the extension sends later. As in
// HubSpot, an extension that sends back an equal value sends nothing, and the choice stays.
import { useEffect, useState } from 'react';

export function useLocalValue<Value>(remote: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState(remote);
  useEffect(() => {
    setValue(remote);
  }, [remote]);
  return [value, setValue];
}
