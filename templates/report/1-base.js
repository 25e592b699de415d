'use strict';
// What every part of the page uses: the data, elements, numbers, the tooltip, and what is selected. Names come from model files: text only, never markup.

const data = JSON.parse(document.getElementById('data').textContent);
const svgNamespace = 'http://www.w3.org/2000/svg';
const kinds = [['input', 'input'], ['activation', 'tensor'], ['linebuffer', 'line buffer'], ['scratch', 'working memory'], ['output', 'output']];

function make(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(c => c !== null && c !== undefined && c !== false && c !== ''));
  return element;
}

const el = (tag, properties, ...children) => make(document.createElement(tag), properties, children);
const draw = (tag, properties, ...children) => make(document.createElementNS(svgNamespace, tag), properties, children);

const count = value => Number(value).toLocaleString('en-US');
const bytes = value => `${count(value)} bytes`;
const percent = (part, whole) => whole > 0 ? `${(100 * part / whole).toFixed(part * 10 < whole ? 1 : 0)} %` : '';
const shapeText = shape => (shape ?? []).join('×');
const range = (first, last) => first === last ? `step ${first}` : `steps ${first} to ${last}`;

// 10,656,688 -> 10.7M: for places where a whole number does not fit.
function short(value) {
  const units = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']];
  const unit = units.find(u => Math.abs(value) >= u[0]);
  if (!unit) return String(value);
  const scaled = value / unit[0];
  return scaled.toFixed(scaled < 10 ? 2 : scaled < 100 ? 1 : 0) + unit[1];
}

// Round numbers between low and high, about as many as wanted.
function ticks(low, high, wanted, base = 10) {
  const raw = (high - low) / Math.max(1, wanted);
  if (!(raw > 0)) return [low];
  const power = base === 2 ? 2 ** Math.floor(Math.log2(raw)) : 10 ** Math.floor(Math.log10(raw));
  const step = (base === 2 ? [1, 2] : [1, 2, 2.5, 5, 10]).map(m => m * power).find(s => s >= raw);
  const found = [];
  for (let t = Math.ceil(low / step) * step; t <= high + step * 1e-9; t += step) found.push(t);
  return found;
}

// A text that fits so many pixels, or nothing.
function fitted(text, pixels, pixelsPerLetter = 6.3) {
  const letters = Math.floor(pixels / pixelsPerLetter);
  if (text.length <= letters) return text;
  return letters < 4 ? '' : text.slice(0, letters - 1) + '…';
}

const tooltip = document.getElementById('tooltip');

function showTooltip(event, lines) {
  tooltip.replaceChildren(...lines.filter(Boolean).map((line, i) => el(i === 0 ? 'b' : 'span', {}, line)));
  tooltip.hidden = false;
  const box = tooltip.getBoundingClientRect();
  const anchor = event.clientX === undefined || event.type === 'focus' ? event.target.getBoundingClientRect() : { left: event.clientX, top: event.clientY };
  const left = Math.min(Math.max(8, anchor.left + 14), window.innerWidth - box.width - 8);
  const above = anchor.top - box.height - 12;
  tooltip.style.left = `${left}px`;
  tooltip.style.top = `${above < 8 ? anchor.top + 18 : above}px`;
}

const hideTooltip = () => { tooltip.hidden = true; };

// Properties that make an element explain itself, and keep the explanation when it is chosen.
function explains(lines, choose) {
  return {
    tabindex: 0,
    'aria-label': lines.filter(Boolean).join(', '),
    onpointermove: e => showTooltip(e, lines),
    onpointerleave: hideTooltip,
    onfocus: e => { if (e.target.matches(':focus-visible')) showTooltip(e, lines); },
    onblur: hideTooltip,
    onclick: choose,
    onkeydown: e => {
      if (choose && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); choose(e); }
      if (e.key === 'Escape') hideTooltip();
    },
  };
}

const facts = pairs => el('dl', { class: 'facts' }, pairs.filter(p => p && p[1] !== '' && p[1] !== null && p[1] !== undefined)
  .map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));

function section(id, title, note, ...content) {
  return el('section', { id, 'aria-labelledby': `${id}-title` }, el('h2', { id: `${id}-title` }, title), note && el('p', { class: 'note' }, note), ...content);
}

// What the user looks at: a step of a plan. Every part of the page that shows steps follows.
const followers = [];
let selection = null;

function select(plan, step) {
  selection = selection && selection.plan === plan && selection.step === step ? null : { plan, step };
  followers.forEach(follow => follow(selection));
}

// Calls back now and whenever the element's width changes.
function onWidth(element, render) {
  let last = -1;
  new ResizeObserver(entries => {
    const width = Math.floor(entries[0].contentRect.width);
    if (width === 0 || width === last) return;
    last = width;
    requestAnimationFrame(() => render(width)); // not inside the observation: drawing changes sizes again
  }).observe(element);
}
