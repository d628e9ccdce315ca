// Several tasks at once, but not all: HubSpot's rate limit is shared with everything else.

/** Runs `task` for each input, `atOnce` at a time; the answers come in the order of the inputs. */
export async function inTurns<Input, Answer>(
  inputs: readonly Input[],
  atOnce: number,
  task: (input: Input) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers = new Map<number, Answer>();
  const left = inputs.entries();
  const work = async (): Promise<void> => {
    for (const [index, input] of left) answers.set(index, await task(input));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return inputs.flatMap((_, index) => {
    const answer = answers.get(index);
    return answer === undefined ? [] : [answer];
  });
}
