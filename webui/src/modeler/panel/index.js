/** The modules of the properties panel. */
export default [];
