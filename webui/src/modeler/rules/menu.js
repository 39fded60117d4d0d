import { replacements, switches } from './allowed.js';

function only(allowed) {
  return (entries) => Object.fromEntries(Object.entries(entries).filter(([key]) => allowed.has(key)));
}

/** The menu that changes an element's kind: what the program does not run is not offered. */
export default class Menu {
  static $inject = ['popupMenu'];

  constructor(popupMenu) {
    popupMenu.registerProvider('bpmn-replace', 500, this);
  }

  getPopupMenuEntries() {
    return only(replacements);
  }

  getPopupMenuHeaderEntries() {
    return only(switches);
  }
}
