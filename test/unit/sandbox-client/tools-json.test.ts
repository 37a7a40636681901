import { describe, expect, it } from 'vitest';
import { jsonText, previewJson, shapeOf } from '../../../src/sandbox/client/tools/json-shape.js';

describe('a JSON value in the inspector', () => {
  it('is a leaf with its JSON text when it holds nothing', () => {
    expect(shapeOf('a "b"')).toEqual({ kind: 'leaf', type: 'string', text: '"a \\"b\\""', isShortened: false });
    expect(shapeOf(3)).toMatchObject({ type: 'number', text: '3' });
    expect(shapeOf(false)).toMatchObject({ type: 'boolean', text: 'false' });
    expect(shapeOf(null)).toMatchObject({ type: 'null', text: 'null' });
    expect(shapeOf(undefined)).toMatchObject({ type: 'null', text: 'null' });
  });

  it('is an object or a list with its entries, those without a value left out', () => {
    expect(shapeOf({ ok: true, error: undefined })).toMatchObject({ kind: 'object', entries: [['ok', true]] });
    expect(shapeOf(['a', 'b'])).toMatchObject({
      kind: 'list',
      entries: [
        ['0', 'a'],
        ['1', 'b'],
      ],
    });
  });

  it('is read out of a text that holds JSON, as Slack’s forms carry blocks', () => {
    expect(shapeOf('[{"type":"divider"}]')).toMatchObject({
      kind: 'list',
      isFromText: true,
      entries: [['0', { type: 'divider' }]],
    });
  });

  it('stays a text where it only begins like JSON', () => {
    expect(shapeOf('[Urgent] budget')).toMatchObject({ kind: 'leaf', type: 'string' });
    expect(shapeOf('12')).toMatchObject({ kind: 'leaf', type: 'string', text: '"12"' });
  });
});

describe('a long text in the inspector', () => {
  const long = 'x'.repeat(400);

  it('is cut, and whole when asked for', () => {
    const cut = shapeOf(long);
    const whole = shapeOf(long, { isWhole: true });

    expect(cut).toMatchObject({ isShortened: true, text: `"${'x'.repeat(279)}…` });
    expect(whole).toMatchObject({ isShortened: false, text: `"${long}"` });
  });

  it('is never cut through a character', () => {
    const shape = shapeOf(`${'x'.repeat(278)}😀${long}`);

    expect(shape).toMatchObject({ text: `"${'x'.repeat(278)}…` });
  });
});

describe('a folded value', () => {
  it('is recognised by its first entries, in one line', () => {
    expect(previewJson({ type: 'section', text: { type: 'mrkdwn' }, fields: [1, 2], none: {}, empty: [] })).toBe(
      '{ type: "section", text: {…}, fields: [2], none: {}, empty: [] }',
    );
    expect(previewJson([1, 'a', {}])).toBe('[1, "a", {}]');
    expect(previewJson({})).toBe('{}');
    expect(previewJson([])).toBe('[]');
  });

  it('says that there is more than fits', () => {
    const preview = previewJson(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key${index}`, index])));

    expect(preview).toMatch(/, … \}$/);
    expect(preview.length).toBeLessThan(90);
  });

  it('shortens its texts', () => {
    expect(previewJson({ text: 'y'.repeat(60) })).toBe(`{ text: "${'y'.repeat(27)}…" }`);
  });
});

describe('what the copy button takes', () => {
  it('is indented JSON, or nothing where nothing was sent', () => {
    expect(jsonText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(jsonText(undefined)).toBe('');
  });
});
