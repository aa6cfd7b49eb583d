const script = 'document.title=/owned/.source';
const elsewhere = 'https://evil.example';

/** What would run or load something if it were taken for HTML. */
const marks = [
  `<script>${script}</script>`,
  `<img src=x onerror="${script}">`,
  `<svg onload="${script}"></svg>`,
  `<svg><animate onbegin="${script}" attributeName=x></svg>`,
  `<iframe src="javascript:${script}"></iframe>`,
  `<iframe srcdoc="<script>parent.${script}</script>"></iframe>`,
  `<object data="${elsewhere}/o"></object>`,
  `<embed src="${elsewhere}/e">`,
  `<link rel=stylesheet href="${elsewhere}/c.css">`,
  `<style>@import "${elsewhere}/i.css"; * { background: url(${elsewhere}/b) }</style>`,
  `<base href="${elsewhere}/">`,
  `<meta http-equiv=refresh content="0;url=${elsewhere}">`,
  `<form action="${elsewhere}"><button autofocus onfocus="${script}">x</button></form>`,
  `<input autofocus onfocus="${script}">`,
  `<video><source onerror="${script}" src=x></video>`,
  `<audio src="${elsewhere}/a.mp3" autoplay></audio>`,
  `<details open ontoggle="${script}">x</details>`,
  `<body onload="${script}">`,
  `<a href="javascript:${script}">x</a>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror="${script}">`,
  `<template><script>${script}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${script}>">`,
];

/** What would do so if it were taken for Markdown. */
const addresses = [
  `javascript:${script}`,
  `JaVaScRiPt:${script}`,
  `java\tscript:${script}`,
  `&#106;avascript:${script}`,
  `data:text/html,<script>${script}</script>`,
  `vbscript:${script}`,
  `file:///etc/passwd`,
  `//evil.example/x`,
  `blob:${elsewhere}/x`,
];
const links = addresses.flatMap((address) => [
  `[x](${address})`,
  `[x](<${address}>)`,
  `![x](${address})`,
  `[x]: ${address}\n\n[x]`,
  `<${address}>`,
  `[![y](${address})](${address})`,
]);
const images = [
  `![x](${elsewhere}/p.png)`,
  `![x][y]\n\n[y]: ${elsewhere}/p.png`,
  `[![x](${elsewhere}/q.png)](${elsewhere})`,
];

const wrappings: ((text: string) => string)[] = [
  (text) => text,
  (text) => `> ${text}`,
  (text) => `| a |\n|---|\n| ${text.replaceAll('\n', ' ')} |`,
  (text) => `- ${text}`,
  (text) => `before ${text} after`,
  (text) => `**${text}**`,
  (text) => `\`\`\`html\n${text}\n\`\`\``,
];

/** More than 500 texts that a name, a description or a model's answer may hold. */
export const hostileTexts: string[] = wrappings.flatMap((wrap) => [...marks, ...links, ...images].map(wrap));
