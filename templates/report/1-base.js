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
// A long name may be broken behind a slash, and in narrow places behind an underscore.
const breakable = (name, where = /(?<=\/)/) => name.split(where).flatMap((part, i) => i === 0 ? [part] : [el('wbr'), part]);
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

// How wide a text of a picture is, in pixels.
const widths = new Map();
const pen = document.createElement('canvas').getContext('2d');
pen.font = `11px ${getComputedStyle(document.body).fontFamily}`;

function widthOf(text) {
  if (!widths.has(text)) widths.set(text, pen.measureText(text).width);
  return widths.get(text);
}

// A text that fits so many pixels, or nothing.
function fitted(text, pixels) {
  if (widthOf(text) <= pixels) return text;
  for (let letters = text.length - 1; letters >= 3; letters--) {
    const cut = text.slice(0, letters).trimEnd() + '…';
    if (widthOf(cut) <= pixels) return cut;
  }
  return '';
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

// Many things, one stop of the Tab key: arrows go from one to the next. To be called again when they are drawn anew.
function roving(container, selector) {
  const items = () => [...container.querySelectorAll(selector)].filter(i => !i.hidden).sort((a, b) => (a.dataset.order ?? 0) - (b.dataset.order ?? 0));
  const stopAt = item => items().forEach(i => i.setAttribute('tabindex', i === item ? 0 : -1));
  stopAt(items()[0]);
  if (container.dataset.roving) return;
  container.dataset.roving = 'yes';
  container.addEventListener('keydown', e => {
    const all = items();
    const at = all.indexOf(e.target);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[e.key];
    if (at < 0 || to === undefined) return;
    e.preventDefault();
    const next = all[Math.min(Math.max(to, 0), all.length - 1)];
    stopAt(next);
    next.focus();
  });
}

// Shows a part of a box that scrolls, without moving the page.
function reveal(box, top, bottom, margin = 40) {
  if (top < box.scrollTop + margin || bottom > box.scrollTop + box.clientHeight)
    box.scrollTop = top - margin - Math.max(0, (box.clientHeight - margin - (bottom - top)) / 3);
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
  show(selection && selection.plan === plan && selection.step === step ? null : { plan, step });
}

function show(what) {
  selection = what;
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
