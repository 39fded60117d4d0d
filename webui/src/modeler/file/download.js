/** Hands `text` to the person as a file. */
export function download(text, name, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // the browser has read the address by then
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
