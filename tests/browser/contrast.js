// Every text on the page whose contrast with what lies behind it is under 4.5.
() => {
  const parse = (color) => color.match(/[\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], below) => [r, g, b].map((value, i) => value * a + below[i] * (1 - a));
  const behind = (element) => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) layers.push(parse(getComputedStyle(node).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const light = (color) => {
    const [r, g, b] = color.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (element) => {
    const style = getComputedStyle(element);
    const back = behind(element);
    const [r, g, b] = parse(style.color);
    const [high, low] = [light(over([r, g, b, Number(style.opacity)], back)), light(back)].sort((a, c) => c - a);
    return (high + 0.05) / (low + 0.05);
  };
  const texts = [...document.querySelectorAll("body *")].filter((element) =>
    element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return texts.filter((element) => contrast(element) < 4.5).map((element) => `${element.tagName} ${element.textContent.slice(0, 30)} ${contrast(element).toFixed(2)}`);
}
