// Why a request is not what the shared schemas take, as a sentence. Nothing that was sent is repeated
// but the names of fields: it may be a megabyte, or the code of a setup.
import type * as v from 'valibot';
import { choicesText, isKeyOfList, pathOf, placeText } from '#domain/schemaIssue.ts';

type Issue = v.BaseIssue<unknown>;

/** Longest name of a place; those of the shared schemas are far shorter. */
const MOST_PLACE = 80;

/** The first thing that is wrong. Everything is not looked for: a megabyte of mistakes takes seconds. */
export function requestProblem(issues: readonly [Issue, ...Issue[]]): string {
  const [issue] = issues;
  const path = pathOf(issue);
  if (isOfObject(issue) && isKeyOfList(issue)) {
    return `${named(path.slice(0, -1))} has to be an object in { }.`;
  }
  return `${named(path)} ${predicate(issue)}.`;
}

const isOfObject = ({ type }: Issue): boolean => type === 'strict_object' || type === 'object';

function named(path: readonly unknown[]): string {
  const place = placeText(path);
  const short =
    place.length <= MOST_PLACE ? place : `${place.slice(0, MOST_PLACE).toWellFormed()}…`;
  return short === '' ? 'The body' : `“${short}”`;
}

function predicate(issue: Issue): string {
  if (isOfObject(issue)) {
    if (issue.expected === 'Object') return 'has to be an object in { }';
    return issue.expected === 'never' ? 'is no field of this request' : 'is missing';
  }
  const bound = String(issue.requirement);
  const parts = Array.isArray(issue.input) ? 'entries' : 'characters';
  switch (issue.type) {
    case 'string':
      return 'has to be a text';
    case 'number':
    case 'integer':
    case 'safe_integer':
      return 'has to be a whole number';
    case 'boolean':
      return 'has to be true or false';
    case 'array':
      return 'has to be a list in [ ]';
    case 'min_length':
      return `holds too few ${parts}; ${bound} is the least`;
    case 'max_length':
      return `holds too many ${parts}; ${bound} are the most`;
    case 'min_value':
      return `has to be at least ${bound}`;
    case 'max_value':
      return `has to be at most ${bound}`;
    case 'literal':
    case 'picklist':
    case 'variant':
      return `has to be ${choicesText(issue)}`;
    case 'uuid':
      return 'has to be a UUID';
    // Our own words.
    case 'check':
      return issue.message;
    default:
      return 'is not of the expected form';
  }
}
