// Works that go on side by side until there was enough, or one of them failed.

/**
 * Runs all at once. Where one fails the others are told that it is enough, and waited for, so that
 * nobody starts a server or asks one after the test; then the failure is thrown.
 */
export async function together<Values extends readonly unknown[]>(
  isEnough: () => boolean,
  works: (enough: () => boolean) => { readonly [Place in keyof Values]: Promise<Values[Place]> },
): Promise<Values> {
  let failed = false;
  const running = works(() => failed || isEnough());
  const noted = running.map((work) =>
    work.catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  await Promise.allSettled(noted);
  return Promise.all(running) as Promise<unknown> as Promise<Values>;
}
