// Stands in for editors of other products' expressions, which the properties panel brings along and never shows here.
// Whatever is taken from it, called or made is this again; esbuild looks names up in the prototype, so it is that as well.
const stub = new Proxy(function () {}, {
  get: (target, key) => (key === '__esModule' ? true : key === Symbol.toPrimitive ? () => '' : stub),
  getPrototypeOf: () => stub,
  apply: () => stub,
  construct: () => stub,
});
module.exports = stub;
