/** One file of an archive; its name has the folders in it, with slashes. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}
