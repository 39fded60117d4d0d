import { kinds } from './allowed.js';

const tools = ['hand-tool', 'lasso-tool', 'space-tool', 'global-connect-tool', 'tool-separator'];
const kept = ['create.subprocess-expanded', 'create.participant-expanded', 'create.group'];

/** The palette of what the program runs: after bpmn-js's own provider, in place of what that offers. */
export default class Palette {
  static $inject = ['palette', 'create', 'elementFactory', 'translate'];

  constructor(palette, create, elementFactory, translate) {
    this.create = create;
    this.factory = elementFactory;
    this.say = translate;
    palette.registerProvider(500, this);
  }

  getPaletteEntries() {
    return (theirs) => {
      const entries = Object.fromEntries(tools.map((key) => [key, theirs[key]]));
      for (const [key, kind] of Object.entries(kinds)) entries[`create.${key}`] = this.#entry(kind);
      for (const key of kept) entries[key] = theirs[key];
      entries['create.text-annotation'] = this.#entry({ type: 'bpmn:TextAnnotation', group: 'artifact', icon: 'bpmn-icon-text-annotation', title: '注释' });
      return entries;
    };
  }

  #entry({ type, group, icon, title, options }) {
    const start = (event) => { this.create.start(event, this.factory.createShape({ type, ...options })); };
    return { group, className: icon, title: this.say(title), action: { dragstart: start, click: start } };
  }
}
