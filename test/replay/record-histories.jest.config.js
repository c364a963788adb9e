const { projects } = require('../../jest.config.js');

/** For `npm run histories:record`: the system project's stack, and one file that the tests never run. */
module.exports = {
  ...projects.find((project) => project.displayName === 'system'),
  rootDir: '../..',
  testMatch: ['<rootDir>/test/replay/record-histories.ts'],
};
