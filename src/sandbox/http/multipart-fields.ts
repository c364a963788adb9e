/** Plain fields of a multipart form; files are not read, as no endpoint here takes one. */
export function multipartFields(body: string, contentType: string): ReadonlyMap<string, string> {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  const fields = new Map<string, string>();
  if (boundary === undefined) {
    return fields;
  }
  for (const part of body.split(`--${boundary}`)) {
    const [head = '', ...content] = part.split('\r\n\r\n');
    const name = /name="([^"]+)"/.exec(head)?.[1];
    if (name !== undefined) {
      fields.set(name, content.join('\r\n\r\n').replace(/\r\n$/, ''));
    }
  }
  return fields;
}
