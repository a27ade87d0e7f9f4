/** What every report looks like, on screen, in the dark and on paper. */
export const reportStyle = `
:root{--ink:#1b1f24;--soft:#5b6470;--paper:#fff;--panel:#f5f6f8;--line:#d9dde3;--link:#0b57b0;
--critical:#8f1d1d;--high:#b3400f;--medium:#8a6100;--low:#2d6a4f;--info:#44546a;
--critical-bg:#fbe3e1;--high-bg:#fde8d8;--medium-bg:#fdf3cf;--low-bg:#e0f2e6;--info-bg:#e8edf4;
--del:#a11;--del-bg:#fde4e4;--ins:#0a5c2c;--ins-bg:#dcf5e4}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--soft:#9aa4b1;--paper:#15181c;--panel:#1d2127;--line:#343a43;--link:#7fb4ff;
--critical:#ff9d97;--high:#ffb38a;--medium:#f2cf6b;--low:#8fd6ab;--info:#b3c1d4;
--critical-bg:#4a1d1d;--high-bg:#4a2a14;--medium-bg:#43370f;--low-bg:#173525;--info-bg:#2a333f;
--del:#ffb1b1;--del-bg:#4d1f21;--ins:#a5e8bd;--ins-bg:#173d28}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:90rem;padding:1.5rem;background:var(--paper);color:var(--ink);
font:15px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:1.5rem;margin:0 0 .25rem;line-height:1.25}h2{font-size:1.1rem;margin:1.75rem 0 .6rem}h3{font-size:1rem;margin:0 0 .35rem}
a{color:var(--link)}.soft{color:var(--soft)}.meta{margin:0 0 1rem;color:var(--soft)}
table{border-collapse:collapse;width:100%;margin:.25rem 0}th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem .35rem 0;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;color:var(--soft);font-size:.85rem}.number{text-align:end;font-variant-numeric:tabular-nums}
.badge{display:inline-block;padding:.05rem .5rem;border-radius:999px;font-size:.78rem;font-weight:600;white-space:nowrap;background:var(--info-bg);color:var(--info)}
.critical{--tone:var(--critical);--tone-bg:var(--critical-bg)}.high{--tone:var(--high);--tone-bg:var(--high-bg)}
.medium{--tone:var(--medium);--tone-bg:var(--medium-bg)}.low{--tone:var(--low);--tone-bg:var(--low-bg)}.info{--tone:var(--info);--tone-bg:var(--info-bg)}
.badge.critical,.badge.high,.badge.medium,.badge.low,.badge.info{background:var(--tone-bg);color:var(--tone)}
blockquote{margin:.4rem 0;padding:.3rem .7rem;border-inline-start:3px solid var(--line);background:var(--panel);white-space:pre-wrap;overflow-wrap:anywhere}
del{color:var(--del);background:var(--del-bg);text-decoration-thickness:1px}ins{color:var(--ins);background:var(--ins-bg);text-decoration-thickness:1px;text-underline-offset:2px}
:target{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--panel:#fff;--line:#999;--link:#000;--critical:#8f1d1d;--high:#b3400f;--medium:#6b4b00;--low:#1d5a3f;--info:#333;
--critical-bg:#fbe3e1;--high-bg:#fde8d8;--medium-bg:#fdf3cf;--low-bg:#e0f2e6;--info-bg:#e8edf4;--del:#a11;--del-bg:#fff;--ins:#0a5c2c;--ins-bg:#fff}
body{padding:0;max-width:none;font-size:10pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}a{text-decoration:none}h2,h3{break-after:avoid}tr,blockquote{break-inside:avoid}}
`;
