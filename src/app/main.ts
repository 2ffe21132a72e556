import { mount } from 'svelte';
import { withoutScheme } from '../pwa/fragment.ts';
import { narrowedPolicy } from '../pwa/policy.ts';
import App from './App.svelte';
import { SINGLE_FILE } from './edition.ts';
import { startOnlyOwnScripts } from './own-scripts.ts';
import './style.css';

startOnlyOwnScripts();
if (import.meta.env.PROD && !SINGLE_FILE) {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = narrowedPolicy(document.baseURI);
  document.head.append(policy);
}

// As a link that was opened in the page itself.
const fragment = withoutScheme(location.hash);
if (fragment !== location.hash) history.replaceState(history.state, '', fragment);

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target });
