import { say } from './words.js';

/** Every module of the editor says its words through this. */
export default { translate: ['value', say] };
