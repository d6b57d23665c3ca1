/* Cookies that the server reads: what a reader chose in this browser. */

import { PATH } from "./here.js";

const YEAR = 365 * 24 * 3600; // seconds

/** The value of a cookie, or "". */
export function cookie(name) {
  return document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1] || "";
}

/** Keep a cookie for a year. */
export function setCookie(name, value) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=${PATH}; max-age=${YEAR}; samesite=lax${secure}`;
}

/** Delete a cookie. */
export function deleteCookie(name) {
  document.cookie = `${name}=; path=${PATH}; max-age=0`;
}
