/** How our sources become JavaScript that plain node runs. */
export const asJavaScript = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
} as const;
