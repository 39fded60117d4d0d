/** English of the panel's words. */
export default {};
