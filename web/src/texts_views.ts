/* The words of the views of records stand with all others. */
export { v } from "./texts";
