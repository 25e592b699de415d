using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>The best classes of the first output: by score, or by area when the output is a map of class numbers.</summary>
internal static class ClassReport
{
    /// <returns>MNV7011 or MNV7012 when labels and output do not go together.</returns>
    public static ImmutableArray<Diagnostic> Print(
        CliConsole console, ModelFile model, ImmutableArray<byte[]> outputs, LabelFile? labels, int top)
    {
        var output = model.Graph[model.Graph.Outputs[0]];
        var values = TensorValues.Real(output, outputs[0]);
        if (output.Type is ElementType.Int32 or ElementType.Int64)
            return PrintAreas(console, values, labels, top);
        if (output.Shape.ElementCount != output.Shape.Channels || values.Length < 2)
            return [CommandLineDiagnostics.NoScores(model.Path, output)];
        if (labels is not null && labels.Labels.Length != values.Length)
            return [CommandLineDiagnostics.LabelsDiffer(labels.Path, labels.Labels.Length, values.Length)];

        var best = Enumerable.Range(0, values.Length).OrderByDescending(c => values[c]).ThenBy(c => c).Take(top);
        PrintClasses(console, "score", best.Select(c => (c, values[c].ToString("F4", CultureInfo.InvariantCulture))), labels);
        return [];
    }

    private static ImmutableArray<Diagnostic> PrintAreas(CliConsole console, double[] classes, LabelFile? labels, int top)
    {
        var largest = (int)classes.Max();
        if (labels is not null && (largest >= labels.Labels.Length || classes.Min() < 0))
            return [CommandLineDiagnostics.LabelsDiffer(labels.Path, labels.Labels.Length, largest + 1)];
        var areas = classes.CountBy(c => (int)c).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(top);
        PrintClasses(console, "share",
            areas.Select(a => (a.Key, ((double)a.Value / classes.Length).ToString("P1", CultureInfo.InvariantCulture))), labels);
        return [];
    }

    private static void PrintClasses(
        CliConsole console, string measure, IEnumerable<(int Class, string Measure)> best, LabelFile? labels) =>
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Right("class"), TableColumn.Right(measure), TableColumn.Left("label")],
            [.. best.Select(b => ImmutableArray.Create(
                b.Class.ToString(CultureInfo.InvariantCulture), b.Measure, labels is null ? "" : labels.Labels[b.Class]))]));
}
