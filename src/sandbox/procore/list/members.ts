import type { JsonObject } from '../../http/json-value';
import type { AnswerSettings } from '../answers/answer-settings';

/** The row with these members only; one that the row lacks stays missing. */
export function pick(row: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([member]) => members.includes(member)));
}

export function omit(row: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([member]) => !members.includes(member)));
}

/** What is published of a row; all that it holds when the setting `extraMembers` is on. */
export function published(answers: AnswerSettings, row: JsonObject, members: readonly string[]): JsonObject {
  return answers.extraMembers ? row : pick(row, members);
}
