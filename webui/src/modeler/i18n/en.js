/** English of our own words. */
export default {};
