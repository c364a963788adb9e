/** What was asked for cannot be done as things stand, and asking again changes nothing. The message says what would be right. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
