const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** On one line: blanks, line ends, control and format characters and halves of characters are one blank each row of them. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cs}\u200B\u2060\uFEFF]+/gu, ' ').trim();
}

/** At most `length` UTF-16 units, on one line, cut between two characters as people see them: an accent stays with its letter. */
export function cutText(text: string, length: number): string {
  const line = oneLine(text);
  if (line.length <= length) return line;
  let cut = '';
  for (const { segment } of characters.segment(line)) {
    if (cut.length + segment.length > length) break;
    cut += segment;
  }
  return cut.trimEnd();
}
