'use strict';
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

/** `node --require` this, and the process runs our sources as they are, without a build. */
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};
