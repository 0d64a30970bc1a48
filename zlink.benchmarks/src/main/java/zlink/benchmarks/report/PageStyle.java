package zlink.benchmarks.report;

/** How the page looks, in light and in dark. */
final class PageStyle {
    // The series' colours stay apart for readers who see fewer colours, on both backgrounds.
    private static final String SHEET = """
            :root {
              --page: #f6f7f9; --card: #ffffff; --ink: #14171c; --soft: #5c6470; --rule: #e2e5ea;
              --bad: #b3261e; --good: #1a7f4b; --inproc: #2f6fd0; --ipc: #0f9f8f; --tcp: #d97706;
              --zlink: #2f6fd0; --zlink-object: #7b93c9; --zlink-handler: #0f9f8f; --jeromq: #d97706; --libzmq: #b3261e;
              --nio: #7a828e;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --page: #0f1216; --card: #181c22; --ink: #e8ebf0; --soft: #98a2b0; --rule: #2a3039;
                --bad: #ff8a80; --good: #5bd69a; --inproc: #6ea8fe; --ipc: #3ccfbd; --tcp: #f5a742;
                --zlink: #6ea8fe; --zlink-object: #a9bbe6; --zlink-handler: #3ccfbd; --jeromq: #f5a742;
                --libzmq: #ff8a80; --nio: #98a2b0;
              }
            }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--page); color: var(--ink);
              font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
            main { max-width: 1180px; margin: 0 auto; padding: 36px 20px 64px; }
            h1 { font-size: 28px; line-height: 1.2; letter-spacing: -0.02em; margin: 0 0 6px; }
            h2 { font-size: 18px; letter-spacing: -0.01em; margin: 0 0 2px; }
            .sub { color: var(--soft); margin: 0; }
            .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 14px;
              margin: 22px 0 14px; }
            .tile, section { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
            .tile { padding: 14px 18px; color: var(--soft); }
            .tile strong { display: block; color: var(--ink); font-size: 26px; line-height: 1.25;
              letter-spacing: -0.02em; }
            .tile.bad strong, td.bad { color: var(--bad); }
            section { padding: 18px 20px 20px; margin-bottom: 14px; }
            .legend { margin: 10px 0 0; display: flex; gap: 18px; font-size: 13px; color: var(--soft); }
            .key { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 6px; }
            .key.inproc { background: var(--inproc); } .key.ipc { background: var(--ipc); }
            .key.tcp { background: var(--tcp); }
            .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(460px, 100%), 1fr)); gap: 28px;
              margin-top: 8px; }
            figure { margin: 0; }
            figcaption { font-weight: 600; margin-bottom: 2px; }
            svg { display: block; width: 100%; height: auto; font-family: inherit; }
            svg text { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
            svg .group { fill: var(--ink); font-size: 11.5px; font-weight: 600; }
            svg .series { text-anchor: end; } svg .tick { text-anchor: middle; }
            svg .value { fill: var(--ink); }
            svg .missing, .missing { fill: var(--bad); color: var(--bad); }
            svg .grid { stroke: var(--rule); stroke-width: 1; }
            svg .bar.inproc, svg .dot.inproc { fill: var(--inproc); } svg .span.inproc { stroke: var(--inproc); }
            svg .bar.ipc, svg .dot.ipc { fill: var(--ipc); } svg .span.ipc { stroke: var(--ipc); }
            svg .bar.tcp, svg .dot.tcp { fill: var(--tcp); } svg .span.tcp { stroke: var(--tcp); }
            svg .dot.zlink { fill: var(--zlink); } svg .span.zlink { stroke: var(--zlink); }
            svg .dot.zlink-object { fill: var(--zlink-object); }
            svg .span.zlink-object { stroke: var(--zlink-object); }
            svg .dot.zlink-handler { fill: var(--zlink-handler); }
            svg .span.zlink-handler { stroke: var(--zlink-handler); }
            svg .dot.jeromq { fill: var(--jeromq); } svg .span.jeromq { stroke: var(--jeromq); }
            svg .dot.libzmq { fill: var(--libzmq); } svg .span.libzmq { stroke: var(--libzmq); }
            svg .dot.nio { fill: var(--nio); } svg .span.nio { stroke: var(--nio); }
            svg .span { stroke-width: 2; }
            .wide { overflow-x: auto; }
            table { width: 100%; border-collapse: collapse; font-size: 14px; margin-top: 8px;
              font-variant-numeric: tabular-nums; }
            th { text-align: left; font-weight: 600; color: var(--soft); font-size: 12.5px; }
            th, td { padding: 4px 12px 4px 0; white-space: nowrap; }
            .n { text-align: right; }
            th.n:last-child, td.n:last-child { padding-right: 0; }
            tr.first td { border-top: 1px solid var(--rule); }
            details { border-top: 1px solid var(--rule); padding: 8px 0; }
            summary { cursor: pointer; }
            pre { overflow-x: auto; font-size: 12px; line-height: 1.4; color: var(--soft); }
            ul { margin: 8px 0 0; padding-left: 18px; color: var(--soft); }
            @media print { body { background: none; } section, .tile { break-inside: avoid; } }
            """;

    private PageStyle() {
    }

    /** A page's beginning, up to where its content is. */
    static String head(String title) {
        return String.format("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                """, title, SHEET);
    }
}
