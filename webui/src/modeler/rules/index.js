import EdgeLabels from './labels.js';
import Menu from './menu.js';
import Pad from './pad.js';
import Palette from './palette.js';
import ReadableIds from './ids.js';
import Terms from './terms.js';

/** What may be drawn. */
export default {
  __init__: ['runnablePalette', 'runnablePad', 'runnableMenu', 'termsLeaveOpen', 'edgeLabels'],
  bpmnFactory: ['type', ReadableIds],
  runnablePalette: ['type', Palette],
  runnablePad: ['type', Pad],
  runnableMenu: ['type', Menu],
  termsLeaveOpen: ['type', Terms],
  edgeLabels: ['type', EdgeLabels],
};
