declare global {
  var __webpack_nonce__: string | undefined;
}

// The scroll lock of dialogs inserts a <style>; it takes the response's nonce from this global.
globalThis.__webpack_nonce__ = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;

export {};
