// What will change by itself is asked for again and again.

interface Asked<Data> {
  readonly state: { readonly data: Data | undefined };
}

/** Milliseconds until a query is asked again, while what it has read says that more will come. */
export const watchWhile =
  <Data>(milliseconds: number, goesOn: (data: Data) => boolean) =>
  ({ state: { data } }: Asked<Data>): number | false =>
    data !== undefined && goesOn(data) ? milliseconds : false;
