import htmx from 'htmx.org';

/** Calls `prepare` with the body once it is there, and with every part that htmx swaps in later. */
export function onFresh(prepare) {
  htmx.onLoad(prepare);
}
