import { version } from '../../package.json';

/** The version of this page, which its reports name. */
export const VERSION: string = version;
