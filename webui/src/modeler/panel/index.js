import Attending from './attending.js';
import Editing from './model/editing.js';
import Fitting from './fitting.js';
import Provider from './provider.js';

/** The modules of the properties panel: what it shows, how it changes the drawing, what goes along when elements are copied. */
export default [
  {
    __init__: ['panelProvider', 'panelFitting', 'panelAttending'],
    panelEditing: ['type', Editing],
    panelProvider: ['type', Provider],
    panelFitting: ['type', Fitting],
    panelAttending: ['type', Attending],
  },
];
