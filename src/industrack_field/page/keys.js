/** Random names, digests and tokens, all by WebCrypto. */

const hex = (bytes) => [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");

/** 16 hexadecimal digits: the name of a thing that this phone made. */
export const newKey = () => hex(crypto.getRandomValues(new Uint8Array(8)));

/** 43 characters: 32 random bytes. */
export function newToken() {
  const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** SHA-256 in hexadecimal, of a text or of a blob. */
export async function sha256(what) {
  const bytes = typeof what === "string" ? new TextEncoder().encode(what) : await what.arrayBuffer();
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
