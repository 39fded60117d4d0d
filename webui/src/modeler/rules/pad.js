import { is } from 'bpmn-js/lib/util/ModelUtil';
import { kinds } from './allowed.js';

const usual = ['user-task', 'service-task', 'exclusive-gateway', 'end-event'];
const awaited = ['timer-event', 'message-event'];

/** The pad beside an element: what may follow it, in place of bpmn-js's plain tasks and events. */
export default class Pad {
  static $inject = ['contextPad', 'create', 'elementFactory', 'autoPlace', 'appendPreview', 'translate'];

  constructor(contextPad, create, elementFactory, autoPlace, appendPreview, translate) {
    Object.assign(this, { create, factory: elementFactory, place: autoPlace, preview: appendPreview, say: translate });
    contextPad.registerProvider(500, this);
    // bpmn-js still asks for the pad in a way that diagram-js warns of on the console each time
    contextPad.getPad = () => ({ html: contextPad._current?.html });
  }

  getContextPadEntries(element) {
    return (theirs) => {
      const offered = Object.keys(theirs).some((key) => key.startsWith('append.') && key !== 'append.text-annotation');
      const kept = Object.entries(theirs).filter(([key]) => !key.startsWith('append.') || key === 'append.text-annotation');
      const ours = offered ? this.#following(element) : [];
      return Object.fromEntries([...ours, ...kept]);
    };
  }

  #following(element) {
    const names = is(element, 'bpmn:EventBasedGateway') ? awaited : usual;
    return names.map((name) => [`append.${name}`, this.#append(kinds[name])]);
  }

  #append({ type, icon, title, options }) {
    const shape = () => this.factory.createShape({ type, ...options });
    const hover = (event, element) => {
      this.preview.create(element, type, options);
      return () => { this.preview.cleanUp(); };
    };
    return {
      group: 'model',
      className: icon,
      title: this.say('接着画：{what}', { what: this.say(title) }),
      action: {
        click: (event, element) => { this.place.append(element, shape()); },
        dragstart: (event, element) => { this.create.start(event, shape(), { source: element }); },
        hover,
      },
    };
  }
}
