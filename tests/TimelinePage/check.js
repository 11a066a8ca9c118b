// Looks at a page of `pglanes run --report-html` as people do: on a desk and on a phone, in light and dark, printed, and without seeing it.
// node check.js CHROMIUM PAGE LANES TABLE,TABLE… [FOLDER for pictures]
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [executablePath, file, lanes, tables, pictures] = process.argv.slice(2);
const READABLE_TEXT = 4.5;
const VISIBLE_SHAPE = 3;

// Run in the page: every text with its contrast to what is behind it, and every colour of the chart with its contrast to the page.
function contrasts() {
  const numbers = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = numbers(color).slice(0, 3).map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (numbers(color)[3] !== 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [...document.querySelectorAll('main *')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !element.closest('svg'));
  const shapes = [...document.querySelectorAll('main svg rect')];
  const page = behind(document.body);
  return {
    page,
    texts: texts.map((element) => [element.textContent.trim().slice(0, 40), contrast(getComputedStyle(element).color, behind(element))]),
    shapes: shapes.map((shape) => [shape.getAttribute('class'), contrast(shape.classList.contains('quiet') ? getComputedStyle(shape).stroke : getComputedStyle(shape).fill, page)]),
  };
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  const requests = [], faults = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  const url = pathToFileURL(file).href;
  const shoot = (name) => pictures && page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });

  for (const [name, colorScheme, width] of [['light', 'light', 1280], ['dark', 'dark', 1280], ['phone', 'light', 375], ['phone-dark', 'dark', 320]]) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, media: 'screen' });
    await page.goto(url);
    await shoot(name);
    const seen = await page.evaluate(contrasts);
    assert.equal(seen.page === 'rgb(255, 255, 255)', colorScheme === 'light', `${name}: the page is ${seen.page}`);
    assert.ok(seen.texts.length > 20 && seen.shapes.length > 5);
    assert.deepEqual(seen.texts.filter(([, contrast]) => contrast < READABLE_TEXT), [], `${name}: texts that are hard to read`);
    assert.deepEqual(seen.shapes.filter(([, contrast]) => contrast < VISIBLE_SHAPE), [], `${name}: shapes that are hard to see`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: the page is wider than the screen`);
  }

  // Without seeing: a language, a title, one first heading, a text for each picture, and all of it in tables.
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.match(await page.title(), /^pglanes run: ./);
  assert.equal(await page.locator('h1').count(), 1);
  const labels = await page.locator('svg[role=img]').evaluateAll((all) => all.map((svg) => svg.getAttribute('aria-label')));
  assert.equal(labels.length, Number(lanes) + 1);
  assert.ok(labels.every((label) => label.length > 20), 'each picture says in words what it shows');
  assert.equal(await page.evaluate(() => document.querySelectorAll('svg:not([role="img"]):not([aria-hidden="true"])').length), 0);
  const rows = (caption) => page.locator('table', { has: page.locator('caption', { hasText: caption }) }).locator('tbody tr');
  assert.equal(await rows('Each lane').count(), Number(lanes));
  assert.deepEqual(await rows('outside the lanes').locator('th').allTextContents(), tables ? tables.split(',') : []);
  assert.equal(await page.evaluate(() => document.querySelectorAll('th:not([scope])').length), 0);

  // Printed: black on white, also from a dark screen, and no more paper than it needs.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await shoot('print');
  const printed = await page.evaluate(contrasts);
  assert.equal(printed.page, 'rgb(255, 255, 255)');
  assert.deepEqual(printed.texts.filter(([, contrast]) => contrast < READABLE_TEXT), [], 'print: texts that are hard to read');
  const pdf = await page.pdf({ format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' }, path: pictures && join(pictures, 'print.pdf') });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert.ok(sheets >= 1 && sheets <= 2 + Number(lanes) / 10, `print: ${sheets} sheets`);

  assert.deepEqual(requests.filter((request) => request !== url), [], 'the page asks for nothing but itself');
  assert.deepEqual(faults, [], 'the browser finds no fault');
} finally {
  await browser.close();
}
