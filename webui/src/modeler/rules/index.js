import Menu from './menu.js';
import Pad from './pad.js';
import Palette from './palette.js';
import ReadableIds from './ids.js';

/** What may be drawn. */
export default {
  __init__: ['runnablePalette', 'runnablePad', 'runnableMenu'],
  bpmnFactory: ['type', ReadableIds],
  runnablePalette: ['type', Palette],
  runnablePad: ['type', Pad],
  runnableMenu: ['type', Menu],
};
