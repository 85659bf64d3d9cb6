import start, * as islands from '/pkg/grantdesk.js';

await start({ module_or_path: '/pkg/grantdesk_bg.wasm' });
islands.hydrate();
for (const island of document.querySelectorAll('leptos-island')) islands[island.dataset.component](island);
