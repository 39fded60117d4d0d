import Modeler from 'bpmn-js/lib/Modeler';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import SearchModule from 'bpmn-js/lib/features/search';
import { BpmnPropertiesPanelModule } from 'bpmn-js-properties-panel';
import simulation from 'bpmn-js-token-simulation';
import viewerSimulation from 'bpmn-js-token-simulation/lib/viewer';
import minimap from 'diagram-js-minimap';
import Searching from './bar/searching.js';
import SimulationWords from './bar/simulation.js';
import translation from './i18n/index.js';
import rules from './rules/index.js';
import gx from './panel/moddle/gx.json';
import panel from './panel/index.js';

const fontFamily = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif';
const words = { __init__: ['simulationWords', 'searching'], simulationWords: ['type', SimulationWords], searching: ['type', Searching] };
const common = {
  moddleExtensions: { gx },
  textRenderer: { defaultStyle: { fontFamily }, externalStyle: { fontFamily, fontSize: 12 } },
};

/**
 * @param {HTMLElement} container where to draw
 * @param {HTMLElement} side where the properties panel stands
 * @param {Object} choices what the panel offers, see README
 */
export function makeEditor(container, side, choices) {
  return new Modeler({
    ...common,
    container,
    propertiesPanel: { parent: side },
    additionalModules: [
      translation, { choices: ['value', choices] }, rules, minimap, simulation, words, BpmnPropertiesPanelModule, ...panel,
    ],
  });
}

/** @param {HTMLElement} container where to show a drawing that may only be looked at */
export function makeViewer(container) {
  return new NavigatedViewer({ ...common, container, additionalModules: [translation, SearchModule, minimap, viewerSimulation, words] });
}
