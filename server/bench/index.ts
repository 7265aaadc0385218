/** Measuring, and filling a database to measure on. A tool beside `app.ts`: it sees every context, and none sees it. */
export { generatorVersion, load, type Loaded } from './generate/load.ts'
export { prepareCity } from './prepare.ts'
export { refuseUnlessFits } from './disk.ts'
export { bench } from './bench.ts'
