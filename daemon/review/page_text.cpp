#include "review/page_text.h"

namespace review {

const std::string_view page_skeleton = R"html(<!DOCTYPE html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{page_title}}</title>
<style>{{{style}}}</style>
</head>
<body>
{{#languages}}<input type="radio" name="language" id="in-{{code}}"{{#chosen}} checked{{/chosen}}><label for="in-{{code}}" lang="{{code}}">{{language_name}}</label>
{{/languages}}
{{#languages}}<article id="{{code}}" lang="{{code}}">
<header>
<h1>{{title}}</h1>
<p class="period">{{period_word}}: <span>{{from}} – {{to}}</span> <span>{{made_word}}: {{made}}</span></p>
</header>
<section class="first">
<h2>{{now_word}}</h2>
<ul class="tiles">{{#tiles}}<li{{#calls}} class="calls"{{/calls}}><b>{{number}}</b> <span>{{tile}}</span></li>{{/tiles}}</ul>
{{#facts}}<p>{{fact}}</p>
{{/facts}}{{#notes}}<p class="note">{{note}}</p>
{{/notes}}</section>
<nav><h2>{{contents_word}}</h2><ul>{{#sections}}<li><a href="#{{anchor}}">{{heading}}</a></li>{{/sections}}</ul></nav>
{{#sections}}<section id="{{anchor}}">
<h2>{{heading}}</h2>
{{#leads}}<p class="lead">{{lead}}</p>
{{/leads}}{{#has_plots}}<div class="plots">{{#plots}}<figure><figcaption>{{plot}}</figcaption>{{{svg}}}</figure>{{/plots}}</div>
{{/has_plots}}{{#tables}}<table class="{{form}}">
{{#caption}}<caption>{{caption}}</caption>{{/caption}}
<thead><tr><th scope="col">{{first_column}}</th>{{#columns}}<th scope="col">{{column}}</th>{{/columns}}</tr></thead>
<tbody>
{{#lines}}<tr{{#is_total}} class="total"{{/is_total}}><th scope="row">{{name}}</th>{{#cells}}<td{{#label}} data-label="{{label}}"{{/label}}>{{value}}{{{bar}}}</td>{{/cells}}</tr>
{{/lines}}</tbody>
</table>
{{#others}}<p class="others">{{others}}</p>
{{/others}}{{/tables}}{{#lists}}<p class="list"><b>{{list}}</b> {{items}}</p>
{{/lists}}</section>
{{/sections}}</article>
{{/languages}}
</body>
</html>
)html";

const std::string_view page_style = R"css(
:root { color-scheme: light; --ink: #1c2733; --soft: #4d5b6a; --line: #c9d1d9; --ground: #f4f6f8; --mark: #1f5f7a; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: var(--ink); background: #fff; line-height: 1.5;
  font-family: system-ui, "Noto Sans", "Noto Sans Malayalam", "Noto Sans Devanagari", "Manjari", "Rachana", "Meera",
    "Nirmala UI", "Malayalam Sangam MN", "Kohinoor Devanagari", "Lohit Malayalam", "Lohit Devanagari", "DejaVu Sans", sans-serif;
  overflow-wrap: break-word; }
article[lang="ml"], article[lang="hi"] { line-height: 1.65; }
article { display: none; }
#in-en:checked ~ #en, #in-ml:checked ~ #ml, #in-hi:checked ~ #hi { display: block; }
body > input { margin: 0 .35rem 0 0; accent-color: var(--mark); vertical-align: middle; }
body > label { display: inline-block; padding: .35rem 0; margin-right: 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 1rem 0 .25rem; }
h2 { font-size: 1.2rem; line-height: 1.4; margin: 0 0 .5rem; }
p { margin: .4rem 0; max-width: 44rem; }
.period span { margin-right: 1rem; white-space: nowrap; }
.period, .lead, .note, .others { color: var(--soft); }
section, nav { margin: 1.75rem 0; padding-top: 1rem; border-top: 1px solid var(--line); }
section.first { border-top: 0; padding-top: 0; margin-top: 1rem; }
.tiles { list-style: none; margin: 0 0 1rem; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(4, 1fr); }
.tiles li { background: var(--ground); border: 1px solid var(--line); border-left: .35rem solid var(--line); border-radius: .25rem; padding: .75rem; }
.tiles li.calls { border-left-color: var(--ink); }
.tiles b { display: block; font-size: 2rem; line-height: 1.15; font-variant-numeric: tabular-nums; font-weight: 400; }
.tiles li.calls b { font-weight: 700; }
nav ul { columns: 2; margin: 0; padding-left: 1.1rem; }
nav li { break-inside: avoid; padding: .15rem 0; }
a { color: var(--mark); }
.plots { display: grid; gap: 1rem 2rem; grid-template-columns: 1fr 1fr; margin: 1rem 0; }
figure { margin: 0; break-inside: avoid; }
figcaption { font-weight: 600; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 12px system-ui, "Noto Sans", "DejaVu Sans", sans-serif; fill: var(--soft); }
.grid { stroke: var(--line); }
.bar { fill: var(--mark); }
.line { fill: none; stroke: var(--mark); stroke-width: 2; stroke-linejoin: round; }
.end { fill: var(--mark); }
svg.share { width: 100%; min-width: 4rem; height: .6rem; background: var(--ground); }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 .25rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { padding: .3rem .5rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: baseline; }
thead th { color: var(--soft); font-weight: 600; font-size: .9rem; vertical-align: bottom; }
th:first-child { text-align: left; padding-left: 0; }
tbody th { font-weight: 400; }
td:not([data-label]) { width: 30%; padding-right: 0; }
.total th, .total td { font-weight: 600; }
.list { margin: .5rem 0; }
table.chips, table.chips tbody, table.chips caption { display: block; }
table.chips thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table.chips tr { display: flex; flex-wrap: wrap; gap: 0 1.25rem; border-bottom: 1px solid var(--line); padding: .35rem 0; }
table.chips th, table.chips td { border: 0; padding: 0; text-align: left; }
table.chips th { flex: 0 0 100%; font-weight: 600; }
table.chips td:not([data-label]) { width: auto; flex: 0 1 auto; color: var(--soft); }
table.chips td[data-label]::before { content: attr(data-label) " "; color: var(--soft); }
@media screen and (max-width: 40rem) {
  h1 { font-size: 1.35rem; }
  .tiles { grid-template-columns: 1fr 1fr; }
  .plots { grid-template-columns: 1fr; }
  nav ul { columns: 1; }
  table, tbody, caption { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  tr { display: flex; flex-wrap: wrap; gap: 0 1.25rem; border-bottom: 1px solid var(--line); padding: .4rem 0; }
  th, td { border: 0; padding: 0; text-align: left; }
  tbody th { flex: 0 0 100%; font-weight: 600; }
  td[data-label]::before { content: attr(data-label) " "; color: var(--soft); }
  td:not([data-label]) { flex: 0 0 100%; width: auto; padding: .3rem 0; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  body > input, body > label, nav { display: none; }
  section, tr, figure { break-inside: avoid-page; }
  section { break-inside: auto; }
  h2, caption { break-after: avoid; }
  .tiles li { background: none; }
}
)css";

}  // namespace review
