import shipped from 'bpmn-js-i18n/translations/zn.js';

/** Chinese of the libraries' words: what comes with them, and what that lacks or says unclearly. */
export default { ...shipped };
