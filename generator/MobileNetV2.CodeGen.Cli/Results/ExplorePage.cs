using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>The table of <c>explore</c> with a chart: RAM to the right, time upwards, a line for each width.</summary>
internal static class ExplorePage
{
    private const int Width = 720, Height = 360, Margin = 60;

    public static string Of(Target target, ImmutableArray<ExploredNetwork> points)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>What fits {Safe(target.Name)}</title>
            <style>
            body {"{"} font: 15px system-ui, sans-serif; margin: 2em; color-scheme: light dark {"}"} td, th {"{"} padding: .2em .8em; text-align: right {"}"}
            .no {"{"} opacity: .45 {"}"} .best {"{"} font-weight: bold {"}"} svg {"{"} max-width: 100% {"}"} text {"{"} font-size: 12px; fill: currentColor {"}"}
            </style></head><body>
            <h1>MobileNetV2 on {Safe(target.Title)}</h1>

            """);
        html.Append(Chart(points));
        html.Append("<table><tr><th>width<th>resolution<th>RAM<th>flash<th>million MACs<th>milliseconds<th>schedule</tr>\n");
        var best = ExploreReport.Largest(points);
        foreach (var point in points)
        {
            var kind = point.Plan is null ? "no" : point == best ? "best" : "yes";
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr class=\"{kind}\">{string.Concat(ExploreReport.Row(point).Select(c => $"<td>{Safe(c)}"))}</tr>\n");
        }

        return html.Append("</table></body></html>\n").ToString();
    }

    private static string Chart(ImmutableArray<ExploredNetwork> points)
    {
        var fitting = points.Where(p => p.Plan is not null).ToArray();
        if (fitting.Length == 0)
            return "<p>None of them fits.</p>\n";
        var (mostRam, mostWork) = (fitting.Max(p => p.Plan!.ArenaBytes), fitting.Max(p => p.Plan!.EstimatedInstructions));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\"><title>RAM and time</title>\n");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"M{Margin} 20V{Height - Margin}H{Width - 20}\" fill=\"none\" stroke=\"currentColor\"/>\n");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Width - 20}\" y=\"{Height - 20}\" text-anchor=\"end\">RAM, up to {mostRam:N0} bytes</text>\n");
        svg.Append(
            CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"14\">time, up to {mostWork / 1e6:N0} million instructions</text>\n");
        foreach (var (line, index) in fitting.GroupBy(p => p.Width).Select((g, i) => (g, i)))
        {
            var colour = $"hsl({index * 137 % 360} 70% 45%)";
            var places = line.Select(
                p =>
                    (
                        X: At(p.Plan!.ArenaBytes, mostRam, Margin, Width - 40),
                        Y: At(p.Plan.EstimatedInstructions, mostWork, Height - Margin, 30),
                        Point: p)).ToArray();
            var route = string.Join(' ', places.Select(p => FormattableString.Invariant($"{p.X:F0},{p.Y:F0}")));
            svg.Append($"<polyline fill=\"none\" stroke=\"{colour}\" points=\"{route}\"/>\n");
            foreach (var (x, y, point) in places)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:F0}\" cy=\"{y:F0}\" r=\"4\" fill=\"{colour}\">");
                svg.Append(CultureInfo.InvariantCulture, $"<title>{point.Width} @{point.Resolution}</title></circle>\n");
            }

            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{places[^1].X:F0}\" y=\"{places[^1].Y - 8:F0}\" text-anchor=\"middle\">{line.Key}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static double At(double value, double most, double from, double to) => from + ((to - from) * value / most);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
