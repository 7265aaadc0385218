/** The test command: `./sauro test`. */
export { testCommand, testHelp, type TestIo } from './command.ts'
export { findBrowser, type Browser } from './browser.ts'
