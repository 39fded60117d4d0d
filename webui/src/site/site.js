// Behaviour of the pages. Each part is an addition: without it the page does the same by plain requests.
import './behaviour/htmx.js';
import { onFresh } from './behaviour/fresh.js';
import { listenConfirm } from './behaviour/confirm.js';
import { listenSubmit } from './behaviour/submit.js';
import { listenDrafts } from './behaviour/draft.js';
import { applyConditions, listenConditions } from './behaviour/conditions.js';
import { listenRows, offerRows } from './behaviour/rows.js';
import { listenChecks } from './behaviour/checks.js';
import { listenFiles } from './behaviour/files.js';
import { listenCopy, offerCopy } from './behaviour/copy.js';
import { listenEditing, offerInserts } from './behaviour/editing.js';
import { listenPrint, offerPrint } from './behaviour/print.js';

// Asking comes first: what is not confirmed is neither guarded nor saved.
[listenConfirm, listenSubmit, listenDrafts, listenConditions, listenRows, listenChecks, listenFiles, listenPrint, listenCopy, listenEditing].forEach((listen) => listen());

onFresh((part) => {
  applyConditions(part);
  offerRows(part);
  offerPrint(part);
  offerCopy(part);
  offerInserts(part);
  part.querySelector('.error-summary')?.focus();
});
