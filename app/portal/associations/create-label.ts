// Creates a label: two rows, one per direction, with typeIds that no label ever had.
import { jsonAnswer, type Answer } from '../http/answer.ts';
import { refusal, validationError } from '../http/refusal.ts';
import type { Call } from '../http/route.ts';
import { directionOf, type AssociationType } from '../world/world.ts';
import type { Direction } from './batch.ts';
import { openDirection } from './direction.ts';
import { labelsOfPair, labelsPerPair } from './label-cap.ts';
import { readNewLabel, type NewLabel } from './label-input.ts';
import { labelRow } from './label-row.ts';

export function createLabel(call: Call, version: string): Answer {
  const direction = openDirection(call);
  if (direction.kind === 'refused') return direction.answer;
  const input = readNewLabel(call);
  if (input.kind === 'refused') return input.answer;
  const problem = problemOf(call, direction.value, input.value);
  if (problem !== undefined) return problem;
  const rows = newRows(call, direction.value, input.value);
  call.account.associationTypes.push(...rows);
  call.memory.changed();
  return jsonAnswer(200, { results: rows.map((row) => labelRow(call, row, version)) });
}

function problemOf(call: Call, { from, to }: Direction, input: NewLabel): Answer | undefined {
  const { account, correlationId } = call;
  if (labelsOfPair(account, from, to) >= labelsPerPair) {
    const status = Number(call.memory.scenarios.labelCapStatus);
    const message = `The limit of ${labelsPerPair} labels for this pair of objects has been reached.`;
    return refusal(correlationId, status, 'VALIDATION_ERROR', message);
  }
  if (account.associationTypes.some((row) => row.name === input.name)) {
    return validationError(correlationId, `An association named ${input.name} already exists`, {
      errors: [{ message: 'must be unique in this account', in: 'name' }],
    });
  }
  if (directionOf(account, from, to).some((row) => row.label === input.label)) {
    return validationError(correlationId, `A label "${input.label}" already exists for this pair`, {
      errors: [{ message: 'must be unique for the pair', in: 'label' }],
    });
  }
  return undefined;
}

function newRows(call: Call, { from, to }: Direction, input: NewLabel): AssociationType[] {
  const typeId = call.account.lastTypeId + 1;
  const inverseId = typeId + 1;
  call.account.lastTypeId = inverseId;
  const row = (
    start: string,
    end: string,
    own: number,
    inverseTypeId: number,
    label: string,
  ): AssociationType => ({
    from: start,
    to: end,
    category: 'USER_DEFINED',
    typeId: own,
    inverseTypeId,
    label,
    name: input.name,
    limit: null,
    createdAt: call.now,
    limitChangedAt: 0,
    pastLimits: [],
  });
  return [
    row(from, to, typeId, inverseId, input.label),
    row(to, from, inverseId, typeId, input.inverseLabel ?? input.label),
  ];
}
