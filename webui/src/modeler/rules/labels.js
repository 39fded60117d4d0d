import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { getMid } from 'diagram-js/lib/layout/LayoutUtil';
import { getLabel } from 'bpmn-js/lib/util/LabelUtil';
import { is } from 'bpmn-js/lib/util/ModelUtil';

const changes = ['label.create', 'element.updateLabel', 'connection.create', 'connection.layout', 'connection.updateWaypoints', 'element.updateAttachment'];
// once bpmn-js has put it where it would
const late = 300;
const beside = 20;
const away = { below: 6, above: 9 };
const wide = 260;

const sideOf = ({ host }, { y }) => (y >= host.y + host.height - 1 ? 'below' : y <= host.y + 1 && 'above');
const changed = ({ shape, element, connection }) => connection?.source ?? element?.labelTarget ?? element ?? shape?.labelTarget ?? shape;

/** Whether another event sits so near to the right on the same edge that the label would lie under it. */
function crowded(event, mid, width) {
  return event.host.attachers.map(getMid).some(({ x, y }) => y === mid.y && x > mid.x && x - mid.x < width + 2 * beside);
}

/** The label of an event on the edge of a step stands beside the line that leads out of it, not on it. */
export default class EdgeLabels extends CommandInterceptor {
  static $inject = ['eventBus', 'modeling', 'textRenderer'];

  constructor(eventBus, modeling, textRenderer) {
    super(eventBus);
    Object.assign(this, { modeling, measure: textRenderer });
    this.postExecuted(changes, late, ({ context }) => {
      const event = changed(context);
      if (is(event, 'bpmn:BoundaryEvent') && event.host && event.label?.parent) this.#place(event, event.label);
    });
  }

  #place(event, label) {
    const mid = getMid(event);
    const side = sideOf(event, mid);
    const text = getLabel(event);
    if (!side || !text || label.x > mid.x || label.x + label.width < mid.x) return;
    const { width, height } = this.measure.getExternalLabelBounds({ x: label.x, y: label.y, width: wide }, text);
    // moved apart from being resized: bpmn-js takes both at once for somebody's pull at an edge
    this.modeling.resizeShape(label, { x: label.x, y: label.y, width, height });
    const x = crowded(event, mid, width) ? mid.x - beside - width : mid.x + beside;
    const y = side === 'below' ? mid.y + away.below : mid.y - away.above - height;
    this.modeling.moveShape(label, { x: x - label.x, y: y - label.y });
  }
}
