'use strict';
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, resolve } = require('node:path');
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

// What is loaded late is named as Node needs it once it is built, with its suffix.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const source = request.replace(/\.js$/, '.ts');
  const isOurs = source !== request && request.startsWith('.') && parent?.filename?.endsWith('.ts') === true;
  if (isOurs && existsSync(resolve(dirname(parent.filename), source))) request = source;
  return resolveFilename.call(this, request, parent, ...rest);
};
