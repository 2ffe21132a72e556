/** Whether this page is the one file that people keep (`npm run build:single`): nothing lies beside it to load. */
export const SINGLE_FILE: boolean = import.meta.env.MODE === 'single';
