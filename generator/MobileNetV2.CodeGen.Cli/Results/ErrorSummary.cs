using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>What quantization cost, for people and for programs.</summary>
internal static class ErrorSummary
{
    private const int ShownGains = 5;

    /// <summary>Decibels that are worth a line.</summary>
    private const double LeastGain = 0.1;

    public static void Print(CliConsole console, ErrorReport report, ImmutableArray<Int16Gain> gains, StepReport? steps)
    {
        var before = double.NaN;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var layer in report.Layers)
        {
            rows.Add([layer.Operator, TerminalText.OneLine(layer.Name), Number(layer.SqnrDb),
                double.IsNaN(before) ? "" : Number(layer.SqnrDb - before)]);
            before = layer.SqnrDb;
        }

        TablePrinter.Print(console, new TextTable(
            [TableColumn.Left("operator"), TableColumn.Left("output"), TableColumn.Right("SQNR dB"), TableColumn.Right("change")],
            rows.ToImmutable()));
        console.Out.WriteLine();
        console.Out.WriteLine(
            $"{TensorText.Counted(report.Samples, "sample")}: outputs {Number(report.OutputSqnrDb)} dB, same class "
                + $"{Number(100 * report.Top1Agreement)} %");
        if (report.Layers.Zip(report.Layers.Skip(1)).OrderBy(pair => pair.Second.SqnrDb - pair.First.SqnrDb)
            .FirstOrDefault() is { Second: { } worst })
            console.Out.WriteLine($"most is lost at {worst.Operator} '{TerminalText.OneLine(worst.Name)}'");
        PrintGains(console, [.. gains.Where(g => g.GainDb >= LeastGain).Take(ShownGains)]);
        if (steps is not null)
            Print(console, steps);
    }

    public static void PrintJson(
        CliConsole console, ErrorReport report, ImmutableArray<Int16Gain> gains, StepReport? steps) => JsonPrinter.Print(console, w =>
    {
        w.WriteStartObject();
        w.WriteNumber("samples", report.Samples);
        w.WriteNumber("outputSqnrDb", report.OutputSqnrDb);
        w.WriteNumber("agreement", report.Top1Agreement);
        w.WriteStartArray("layers");
        foreach (var layer in report.Layers)
        {
            w.WriteStartObject();
            w.WriteString("operator", layer.Operator);
            w.WriteString("name", layer.Name);
            w.WriteNumber("sqnrDb", layer.SqnrDb);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteStartArray("int16");
        foreach (var gain in gains)
        {
            w.WriteStartObject();
            w.WriteString("operator", gain.Operator);
            w.WriteString("name", gain.Name);
            w.WriteStartArray("layers");
            foreach (var layer in gain.Layers)
                w.WriteStringValue(layer);
            w.WriteEndArray();
            w.WriteNumber("gainDb", gain.GainDb);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        if (steps is not null)
        {
            w.WriteStartArray("steps");
            foreach (var step in steps.Steps)
            {
                w.WriteStartObject();
                w.WriteString("step", step.Step);
                w.WriteNumber("outputSqnrDb", step.OutputSqnrDb);
                w.WriteEndObject();
            }

            w.WriteEndArray();
        }

        w.WriteEndObject();
    });

    private static void PrintGains(CliConsole console, ImmutableArray<Int16Gain> gains)
    {
        if (gains.IsEmpty)
            return;
        console.Out.WriteLine();
        console.Out.WriteLine("results that gain most from 16 bits (quantize --int16 LAYER, of all layers named):");
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Left("operator"), TableColumn.Right("gain dB"), TableColumn.Left("layers") with { Folds = true }],
            [.. gains.Select(g => ImmutableArray.Create(
                g.Operator, Number(g.GainDb), string.Join(" ", g.Layers.Select(TerminalText.OneLine))))]));
    }

    private static void Print(CliConsole console, StepReport report)
    {
        var before = double.NaN;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var step in report.Steps)
        {
            rows.Add([step.Step, Number(step.OutputSqnrDb), double.IsNaN(before) ? "" : Number(step.OutputSqnrDb - before)]);
            before = step.OutputSqnrDb;
        }

        console.Out.WriteLine();
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Left("quantized anew with"), TableColumn.Right("outputs dB"), TableColumn.Right("gain")], rows.ToImmutable()));
    }

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
